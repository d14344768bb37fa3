package dev.reconciler.job.plan;

import dev.reconciler.job.PlanReports;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.LedgerKey;
import dev.reconciler.job.ledger.VerdictsTable.SiteRow;
import dev.reconciler.model.Account;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.plan.Tiers;
import dev.reconciler.report.SafeText;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import dev.reconciler.source.sort.SortedRuns;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gathers what the reports of a plan are made from, and writes it account by account, highest tier
 * first, with one account in memory at a time.
 */
final class ReportInput {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int ENTRY = 0;
    private static final int DOWN = 1;

    private final Settings settings;
    private final Run run;
    private final Tiers tiers;
    private final Accounts accounts;
    private final SortedFile sites;
    private final SortedRuns facts;

    ReportInput(Settings settings, Run run) {
        this.settings = settings;
        this.run = run;
        this.tiers = new Tiers(settings.tiers());
        this.accounts = new Accounts(run.folder(), settings.names());
        this.sites = RunFiles.SITES.open(run.folder());
        this.facts = SortedRuns.open(run.folder().file("by-account.runs"), 0);
    }

    /**
     * Something to be told to an account. Ids are JSON.
     *
     * @param entry of the site; empty where that is down
     * @param down why the site is down; empty for an entry
     */
    private record Fact(
            int tier,
            byte[] accountKey,
            Optional<String> account,
            Optional<String> site,
            Optional<PlanReports.Line> entry,
            Optional<String> down) {

        boolean isOfSameAccount(Fact other) {
            return tier == other.tier && Arrays.equals(accountKey, other.accountKey);
        }

        byte[] key(byte[] site, byte[] place) {
            return ByteBuffer.allocate(
                            Integer.BYTES + accountKey.length + 1 + site.length + place.length)
                    .putInt(tier)
                    .put(accountKey)
                    .put((byte) (entry.isPresent() ? ENTRY : DOWN))
                    .put(site)
                    .put(place)
                    .array();
        }
    }

    /**
     * @param place in the order of application
     */
    void add(Entry entry, KeptEntry kept, byte[] place) {
        EntryFacts told = EntryFacts.read(kept.facts());
        Fact fact =
                new Fact(
                        tiers.rank(entry.tier()),
                        LedgerKey.of(entry.account()),
                        entry.account().map(PlanLines::json),
                        entry.site().map(PlanLines::json),
                        Optional.of(
                                new PlanReports.Line(
                                        PlanLines.brief(kept.line(), entry),
                                        told.deploy(),
                                        told.target(),
                                        told.candidates())),
                        Optional.empty());
        add(fact, LedgerKey.of(entry.site()), place);
    }

    /** A site that is down once the plan is applied. */
    void add(SiteRow site) {
        Fact fact =
                new Fact(
                        site.tier(),
                        site.accountKey(),
                        site.account(),
                        site.site(),
                        Optional.empty(),
                        site.down());
        add(fact, site.siteKey(), new byte[0]);
    }

    /** By account; its entries by site, in the order of application; then what is down. */
    private void add(Fact fact, byte[] site, byte[] place) {
        facts.add(fact.key(site, place), MAPPER.writeValueAsBytes(fact));
    }

    void write(Path folder) throws IOException {
        SortedFile byAccount = facts.merge(run.folder().file("by-account.sorted"));
        try (DurableFile file = new DurableFile(folder.resolve(PlanReports.FILE));
                SortedCursor cursor = byAccount.cursor()) {
            Writer out = file.writer();
            line(
                    out,
                    new PlanReports.Head(StageNotes.of(RunFiles.SNAPSHOT, run.folder()).newest()));
            List<Fact> account = new ArrayList<>();
            while (cursor.next()) {
                Fact fact = MAPPER.readValue(cursor.value(), Fact.class);
                if (!account.isEmpty() && !fact.isOfSameAccount(account.getFirst())) {
                    line(out, account(account));
                    account.clear();
                }
                account.add(fact);
            }
            if (!account.isEmpty()) {
                line(out, account(account));
            }
            file.keep();
        }
    }

    private static void line(Writer out, Record line) throws IOException {
        out.write(PlanReports.json(line) + '\n');
    }

    private PlanReports.Account account(List<Fact> told) {
        Map<Optional<String>, List<PlanReports.Line>> entries = new LinkedHashMap<>();
        Map<Optional<String>, String> down = new HashMap<>();
        for (Fact fact : told) {
            List<PlanReports.Line> lines =
                    entries.computeIfAbsent(fact.site(), id -> new ArrayList<>());
            fact.entry().ifPresent(lines::add);
            fact.down().ifPresent(why -> down.put(fact.site(), why));
        }
        List<PlanReports.Site> all = new ArrayList<>();
        entries.forEach(
                (site, lines) -> all.add(site(site, Optional.ofNullable(down.get(site)), lines)));
        Fact any = told.getFirst();
        Optional<Account> account = any.account().flatMap(Id::fromJson).flatMap(accounts::get);
        return new PlanReports.Account(
                any.account(),
                account.flatMap(Account::name).map(SafeText::kept),
                settings.tiers().get(any.tier()),
                account.flatMap(Account::email).map(SafeText::kept),
                all);
    }

    private PlanReports.Site site(
            Optional<String> id, Optional<String> down, List<PlanReports.Line> lines) {
        Optional<StagedSite> staged = id.flatMap(Id::fromJson).flatMap(this::document);
        Optional<Site> site = staged.flatMap(both -> both.live().or(both::snapshot));
        return new PlanReports.Site(
                id,
                site.flatMap(Site::name).map(SafeText::kept),
                site.flatMap(Site::email).map(SafeText::kept),
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
