package dev.reconciler.job.plan;

import dev.reconciler.job.PlanReports;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.VerdictsTable;
import dev.reconciler.job.ledger.VerdictsTable.AccountRow;
import dev.reconciler.job.ledger.VerdictsTable.EntryRow;
import dev.reconciler.job.ledger.VerdictsTable.SiteRow;
import dev.reconciler.model.Account;
import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what the reports of a plan are made from: one account in memory at a time, highest tier
 * first.
 */
final class ReportInput {
    private static final int PAGE = 200;

    private final Settings settings;
    private final Run run;
    private final VerdictsTable verdicts;
    private final Accounts accounts;
    private final SortedFile sites;

    ReportInput(Settings settings, Run run, VerdictsTable verdicts) {
        this.settings = settings;
        this.run = run;
        this.verdicts = verdicts;
        this.accounts = new Accounts(run.folder(), settings.names());
        this.sites = RunFiles.SITES.open(run.folder());
    }

    void write(Path folder) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(PlanReports.FILE))) {
            out.write(
                    PlanReports.json(
                            new PlanReports.Head(
                                    StageNotes.of(RunFiles.SNAPSHOT, run.folder()).newest())));
            out.newLine();
            Optional<AccountRow> last = Optional.empty();
            for (List<AccountRow> page = verdicts.accounts(last, PAGE);
                    !page.isEmpty();
                    page = verdicts.accounts(last, PAGE)) {
                for (AccountRow row : page) {
                    out.write(PlanReports.json(account(row)));
                    out.newLine();
                }
                last = Optional.of(page.getLast());
            }
        }
    }

    private PlanReports.Account account(AccountRow row) {
        Map<Optional<String>, List<PlanReports.Line>> entries = new LinkedHashMap<>();
        for (EntryRow entry : verdicts.entriesOf(row.tier(), row.accountKey())) {
            EntryFacts facts = EntryFacts.read(entry.facts());
            Optional<String> site = PlanLines.entry(entry.line()).site().map(PlanLines::json);
            entries.computeIfAbsent(site, id -> new ArrayList<>())
                    .add(new PlanReports.Line(entry.line(), facts.deploy(), facts.target()));
        }
        Map<Optional<String>, String> down = new HashMap<>();
        for (SiteRow site : verdicts.downOf(row.tier(), row.accountKey())) {
            entries.computeIfAbsent(site.site(), id -> new ArrayList<>());
            site.down().ifPresent(why -> down.put(site.site(), why));
        }
        List<PlanReports.Site> all = new ArrayList<>();
        entries.forEach(
                (site, lines) -> all.add(site(site, Optional.ofNullable(down.get(site)), lines)));
        Optional<Account> account = row.account().flatMap(Id::fromJson).flatMap(accounts::get);
        return new PlanReports.Account(
                row.account(),
                account.flatMap(Account::name),
                settings.tiers().get(row.tier()),
                account.flatMap(Account::email),
                all);
    }

    private PlanReports.Site site(
            Optional<String> id, Optional<String> down, List<PlanReports.Line> lines) {
        Optional<StagedSite> staged = id.flatMap(Id::fromJson).flatMap(this::document);
        Optional<Site> site = staged.flatMap(both -> both.live().or(both::snapshot));
        return new PlanReports.Site(
                id,
                site.flatMap(Site::name),
                site.flatMap(Site::email),
                down,
                staged.flatMap(StagedSite::live).flatMap(Site::published).map(PlanLines::json),
                staged.flatMap(StagedSite::snapshot).flatMap(Site::published).isPresent(),
                lines);
    }

    private Optional<StagedSite> document(Id id) {
        byte[] key = id.key();
        try (SortedCursor cursor = sites.cursorFrom(key)) {
            return cursor.next() && cursor.compareKey(key) == 0
                    ? Optional.of(StagedSite.decode(cursor.value(), settings.names()))
                    : Optional.empty();
        }
    }
}
