package dev.reconciler.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of the platform that a plan is for, as the operator named it. A site is in it that fits
 * every kind of which something is named; a deploy without a site is in none but the whole.
 *
 * @param sites ids or names of sites
 * @param accounts ids or names of accounts, by the account of the site
 * @param tiers names of tiers, likewise
 */
public record Scope(List<String> sites, List<String> accounts, List<String> tiers) {

    /** The whole platform. */
    public static final Scope ALL = new Scope(List.of(), List.of(), List.of());

    public Scope {
        sites = List.copyOf(sites);
        accounts = List.copyOf(accounts);
        tiers = List.copyOf(tiers);
    }

    /** Whether nothing is left out. */
    public boolean whole() {
        return equals(ALL);
    }

    /** For people: {@code sites docs, blog; tiers enterprise}. */
    public String text() {
        List<String> kinds = new ArrayList<>();
        add(kinds, sites, "site");
        add(kinds, accounts, "account");
        add(kinds, tiers, "tier");
        return kinds.isEmpty() ? "the whole platform" : String.join("; ", kinds);
    }

    private static void add(List<String> kinds, List<String> named, String kind) {
        if (!named.isEmpty()) {
            kinds.add(kind + (named.size() == 1 ? " " : "s ") + String.join(", ", named));
        }
    }
}
