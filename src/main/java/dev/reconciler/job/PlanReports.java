package dev.reconciler.job;

import dev.reconciler.job.Results.Came;
import dev.reconciler.model.Id;
import dev.reconciler.model.Portion;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.report.DownNow;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.OfRun;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.Reports;
import dev.reconciler.report.SiteDown;
import dev.reconciler.report.SiteReport;
import dev.reconciler.report.csv.CsvReport;
import dev.reconciler.report.csv.CustomersCsv;
import dev.reconciler.report.csv.SitesDownCsv;
import dev.reconciler.report.csv.UnresolvedCsv;
import dev.reconciler.report.html.HtmlReport;
import dev.reconciler.report.html.IndexHtml;
import dev.reconciler.report.json.JsonReport;
import dev.reconciler.report.json.PurgeJsonl;
import dev.reconciler.report.json.RebuildsJsonl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reports of a frozen plan. Everything that they tell is in the plan's folder, so that they can
 * be made again wherever the folder is: a file of one line per account, highest tier first, that
 * was written when the plan was frozen.
 */
public final class PlanReports {
    /** Name of that file. */
    public static final String FILE = "reports.jsonl";

    /** Accounts of which it is looked up together what came of their entries, at most. */
    private static final int SOME = 20;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final FrozenPlan plan;
    private final Results results;
    private final Reports reports;
    private Optional<ReportHeader> header = Optional.empty();

    /**
     * @param results what came of the plan's entries
     */
    public PlanReports(FrozenPlan plan, Results results) {
        this.plan = plan;
        this.results = results;
        this.reports =
                new Reports(
                        plan.folder(),
                        List.of(new JsonReport(), new CsvReport(), new HtmlReport()),
                        kinds());
    }

    private List<ReportList> kinds() {
        List<ReportList> lists =
                new ArrayList<>(
                        List.of(
                                new CustomersCsv(),
                                new SitesDownCsv(),
                                new UnresolvedCsv(),
                                new RebuildsJsonl(),
                                new PurgeJsonl(),
                                new IndexHtml()));
        results.run()
                .ifPresent(run -> {
                    lists.add(new OfRun(new RebuildsJsonl(), run));
                    lists.add(new OfRun(new PurgeJsonl(), run));
                });
        return lists;
    }

    /**
     * The first line: what all reports have in common. @param backup of the newest deploy in the
     * snapshot
     */
    public record Head(Optional<Instant> backup) {}

    /** A line: an account. Ids are JSON as contract section 1 writes them. */
    public record Account(
            Optional<String> account,
            Optional<String> name,
            String tier,
            Optional<String> email,
            List<Site> sites) {}

    /**
     * @param down name of a {@link SiteDown}: what is, once all of the plan is applied
     * @param publishes what it publishes before the plan
     * @param didPublish whether it published anything in the snapshot
     * @param downWithout of an undo: why it is down where the undo is left alone
     */
    public record Site(
            Optional<String> site,
            Optional<String> name,
            Optional<String> email,
            Optional<String> down,
            Optional<String> publishes,
            boolean didPublish,
            List<Line> entries,
            Optional<String> downWithout) {

        /** Of a repair: without it, a site is as its entries found it. */
        public Site(
                Optional<String> site,
                Optional<String> name,
                Optional<String> email,
                Optional<String> down,
                Optional<String> publishes,
                boolean didPublish,
                List<Line> entries) {
            this(site, name, email, down, publishes, didPublish, entries, Optional.empty());
        }
    }

    /** An entry as in {@code plan.jsonl}, and what people are told besides. */
    public record Line(
            String entry,
            DeployFacts deploy,
            Optional<DeployFacts> target,
            Optional<String> candidates) {}

    /** A line of the file, without its end. */
    public static String json(Record line) {
        return MAPPER.writeValueAsString(line);
    }

    /** All accounts. The caller closes the stream. */
    public Stream<AccountReport> accounts() {
        return accountsFrom(0, SOME).flatMap(List::stream);
    }

    /**
     * The accounts from the given one on, a {@link Portion} of so many at most at a time. The
     * caller closes the stream.
     */
    Stream<List<AccountReport>> accountsFrom(long first, int most) {
        return lines().skip(1 + first)
                .gather(Portion.<String>windows(most, String::length))
                .map(some -> reports(some.stream().map(PlanReports::account).toList()));
    }

    /** All accounts as they are in the file. The caller closes the stream. */
    public Stream<Account> raw() {
        return lines().skip(1).map(PlanReports::account);
    }

    private static Account account(String line) {
        return MAPPER.readValue(line, Account.class);
    }

    /** Writes the pages of an account. */
    public void page(AccountReport account) {
        reports.page(header(), account);
    }

    /** As {@link Reports#sync}. */
    public void sync() {
        reports.sync();
    }

    /** Writes every list anew. */
    public void lists() {
        try (Stream<AccountReport> accounts = accounts()) {
            reports.lists(
                    header(),
                    () -> {
                        Iterator<AccountReport> all = accounts.iterator();
                        return all;
                    });
        }
    }

    /** Writes everything anew. */
    public void all() {
        try (Stream<AccountReport> accounts = accounts()) {
            accounts.forEach(this::page);
        }
        lists();
    }

    /** Made once: it asks for files and rows. */
    private ReportHeader header() {
        ReportHeader made =
                header.orElseGet(() ->
                        new ReportHeader(
                                plan.id(),
                                plan.header().createdAt(),
                                results.appliedAt(),
                                plan.header().from(),
                                head().backup(),
                                plan.header().names(),
                                plan.header().undoes().isPresent()));
        header = Optional.of(made);
        return made;
    }

    /** What all accounts have in common. */
    public Head head() {
        Path file = plan.folder().resolve(FILE);
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return MAPPER.readValue(reader.readLine(), Head.class);
        } catch (IOException | JacksonException e) {
            throw unreadable(file, e);
        }
    }

    private Stream<String> lines() {
        Path file = plan.folder().resolve(FILE);
        try {
            return Files.lines(file);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The entries of some sites, and what came of them.
     *
     * @param entries by their lines
     */
    private record Known(Map<Line, Entry> entries, Function<Id, Optional<Came>> came) {}

    private Known known(Stream<Site> sites) {
        Map<Line, Entry> entries = new HashMap<>();
        sites.flatMap(site -> site.entries().stream())
                .forEach(line -> entries.put(line, PlanLines.entry(line.entry())));
        return new Known(
                entries, results.of(entries.values().stream().map(Entry::deploy).toList()));
    }

    private List<AccountReport> reports(List<Account> accounts) {
        Known known = known(accounts.stream().flatMap(account -> account.sites().stream()));
        return accounts.stream().map(account -> report(account, known)).toList();
    }

    private AccountReport report(Account account, Known known) {
        return new AccountReport(
                account.account().flatMap(Id::fromJson),
                account.name(),
                account.tier(),
                account.email(),
                account.sites().stream().map(site -> report(site, known)).toList());
    }

    private SiteReport report(Site site, Known known) {
        List<EntryReport> entries = entries(site, known);
        return new SiteReport(
                site.site().flatMap(Id::fromJson),
                site.name(),
                site.email(),
                entries,
                down(site, entries));
    }

    private static List<EntryReport> entries(Site site, Known known) {
        Optional<Id> publishes = site.publishes().flatMap(Id::fromJson);
        return site.entries().stream().map(line -> report(line, publishes, known)).toList();
    }

    /** Why a site is down, given what came of its entries. */
    public Optional<SiteDown> down(Site site) {
        return down(site, entries(site, known(Stream.of(site))));
    }

    private Optional<SiteDown> down(Site site, List<EntryReport> entries) {
        Optional<SiteDown> planned = site.down().map(SiteDown::valueOf);
        if (plan.header().undoes().isPresent()) {
            boolean left =
                    entries.stream().anyMatch(e -> e.result().isPresent() && !e.isConfirmed());
            return left ? site.downWithout().map(SiteDown::valueOf) : planned;
        }
        return new DownNow(planned, entries, site.publishes().isPresent(), site.didPublish()).why();
    }

    private static EntryReport report(Line line, Optional<Id> publishes, Known known) {
        Entry entry = Objects.requireNonNull(known.entries().get(line));
        Optional<Came> came = known.came().apply(entry.deploy());
        return new EntryReport(
                entry,
                line.deploy(),
                line.target(),
                line.candidates(),
                publishes.filter(entry.deploy()::equals).isPresent(),
                came.map(Came::result),
                came.flatMap(Came::conflict),
                came.flatMap(Came::run));
    }

    private static Problem unreadable(Path file, Exception cause) {
        return new Problem(
                "the plan's folder lacks what its reports are made from",
                file + ": " + cause.getMessage(),
                "Get the whole folder from who made the plan, or plan again",
                cause);
    }
}
