package dev.reconciler.app.cli;

import dev.reconciler.job.PlanReports;
import dev.reconciler.job.Results;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.report.AccountReport;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Turns what a person typed to choose a part of a plan into ids and names of tiers. */
record Chosen(FrozenPlan plan) {

    /** The ids of sites, each by its id or by its name, which several may have. */
    List<String> sites(List<String> typed) {
        return ids(
                typed,
                named ->
                        eachAccount(account ->
                                account.sites()
                                        .forEach(site -> named.add(site.name(), site.site()))));
    }

    /** Likewise accounts. */
    List<String> accounts(List<String> typed) {
        return ids(
                typed,
                named -> eachAccount(account -> named.add(account.name(), account.account())));
    }

    /**
     * Tiers.
     *
     * @throws Problem where the plan does not know one
     */
    List<String> tiers(List<String> typed) {
        for (String tier : typed) {
            if (!plan.header().tiers().contains(tier)) {
                throw new Problem(
                        "the plan does not know that tier",
                        "--only-tier " + tier,
                        "choose one of " + String.join(", ", plan.header().tiers()));
            }
        }
        return typed;
    }

    /** Names that were typed, and whose they are. */
    private record Named(Map<String, Set<String>> ids) {
        void add(Optional<String> name, Optional<Id> id) {
            name.flatMap(text -> Optional.ofNullable(ids.get(text)))
                    .ifPresent(found -> id.map(Id::text).ifPresent(found::add));
        }
    }

    private static List<String> ids(List<String> typed, Consumer<Named> all) {
        Map<String, Set<String>> ids = new TreeMap<>();
        typed.forEach(text -> ids.put(text, new TreeSet<>()));
        if (!typed.isEmpty()) {
            all.accept(new Named(ids));
        }
        return ids.entrySet().stream()
                .flatMap(text ->
                        text.getValue().isEmpty()
                                ? Stream.of(text.getKey())
                                : text.getValue().stream())
                .toList();
    }

    private void eachAccount(Consumer<AccountReport> take) {
        if (Files.exists(plan.folder().resolve(PlanReports.FILE))) {
            try (Stream<AccountReport> accounts = new PlanReports(plan, Results.NONE).accounts()) {
                accounts.forEach(take);
            }
        }
    }
}
