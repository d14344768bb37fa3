package dev.reconciler.app.cli;

import dev.reconciler.plan.Scope;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that name the part of the platform which a command is about. */
final class Only {
    @Option(
            names = "--only-site",
            paramLabel = "SITE",
            description = "only this site, by its id or name; may be repeated")
    private List<String> sites = new ArrayList<>();

    @Option(
            names = "--only-account",
            paramLabel = "ACCOUNT",
            description = "only the sites of this account, by its id or name; may be repeated")
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--only-tier",
            paramLabel = "TIER",
            description = "only the sites of this tier; may be repeated")
    private List<String> tiers = new ArrayList<>();

    /** As it was said; the whole platform where nothing was. */
    Scope scope() {
        return new Scope(sites, accounts, tiers);
    }
}
