package dev.reconciler.job.apply;

import dev.reconciler.apply.Patience;
import dev.reconciler.approve.Approvals;
import dev.reconciler.approve.Keys;
import dev.reconciler.job.ApplyOptions;
import dev.reconciler.job.Bounds;
import dev.reconciler.job.Jobs;
import dev.reconciler.job.MongoUri;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.PlanReports;
import dev.reconciler.job.Request.Apply;
import dev.reconciler.job.RunStatus;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.StepStatus;
import dev.reconciler.job.TestSettings;
import dev.reconciler.job.Watcher;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.plan.Scope;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.report.DeployFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** A plan of any entries that two people have signed, a server to apply it to, and a ledger. */
final class SignedPlan implements AutoCloseable {
    final ServerWithFaults server = new ServerWithFaults();
    final List<String> said = new ArrayList<>();
    final FrozenPlan plan;
    volatile String state = "";
    private volatile List<StepStatus> steps = List.of();
    Settings settings;

    private SignedPlan(
            Path home,
            Instant made,
            List<Entry> entries,
            Scope scope,
            Map<String, PlanHeader.TierTotal> totals)
            throws IOException {
        Keys keys = new Keys(home);
        Path signers =
                keys.allowedSigners(
                        "ada@example.org " + keys.publicHalf(keys.make("ada")),
                        "grace@example.org " + keys.publicHalf(keys.make("grace")));
        Files.createDirectories(home.resolve("store"));
        settings = settings(TestSettings.in(home), TestSettings.BOUNDS.damaging(1));
        plan =
                TestPlan.freeze(
                        home.resolve("plans"),
                        signers,
                        header(made, entries, signers, scope, totals),
                        entries);
        Files.write(plan.folder().resolve(PlanReports.FILE), reports(entries));
        for (String person : List.of("ada", "grace")) {
            keys.sign(
                    home.resolve(person),
                    Approvals.NAMESPACE,
                    plan.id(),
                    plan.folder().resolve("approvals/" + person + ".sig"));
        }
    }

    static SignedPlan of(Path home, List<Entry> entries) {
        return of(home, entries, Map.of());
    }

    static SignedPlan of(Path home, List<Entry> entries, Map<String, PlanHeader.TierTotal> totals) {
        return of(home, entries, Scope.ALL, totals);
    }

    static SignedPlan of(
            Path home, List<Entry> entries, Scope scope, Map<String, PlanHeader.TierTotal> totals) {
        return of(home, TestPlan.header(0, "").createdAt(), entries, scope, totals);
    }

    static SignedPlan madeAt(Instant made, Path home, List<Entry> entries) {
        return of(home, made, entries, Scope.ALL, Map.of());
    }

    private static SignedPlan of(
            Path home,
            Instant made,
            List<Entry> entries,
            Scope scope,
            Map<String, PlanHeader.TierTotal> totals) {
        try {
            return new SignedPlan(home, made, entries, scope, totals);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a deploy on the platform, as its entry saw it and otherwise with all that it needs. */
    void load(Entry entry) {
        BsonDocument deploy = deploy(entry.deploy());
        entry.writes().stream()
                .flatMap(write -> write.seen().entrySet().stream())
                .forEach(field -> {
                    deploy.remove(field.getKey());
                    field.getValue().ifPresent(value -> deploy.append(field.getKey(), value));
                });
        server.collection("deploys").insertOne(deploy);
    }

    /** A deploy with which nothing is wrong, and which was not touched since the plan. */
    static BsonDocument deploy(Id id) {
        return BsonDocument.parse(
                        """
                        {site_id: 's', account_id: 'a', context: 'production', state: 'ready',
                         created_at: {$date: '2017-02-01T00:00:00Z'}, updated_at: {$date: '2017-02-01T00:05:00Z'},
                         tree_id: '0000000000000000000000000000000000000000'}
                        """)
                .append("_id", id.value());
    }

    private PlanHeader header(
            Instant made,
            List<Entry> entries,
            Path signers,
            Scope scope,
            Map<String, PlanHeader.TierTotal> totals) {
        PlanHeader like = TestPlan.header(entries.size(), FrozenPlan.digest(signers));
        return new PlanHeader(
                like.format(),
                made,
                server.hosts(),
                "platform",
                Sources.store(settings.store()).description(),
                settings.names(),
                like.tiers(),
                like.evidence(),
                like.from(),
                like.to(),
                false,
                like.allowedSignersDigest(),
                1_000,
                entries.size(),
                Optional.empty(),
                scope,
                Optional.empty(),
                totals);
    }

    /** What the reports of such a plan are made from: one account with one site. */
    static List<String> reports(List<Entry> entries) {
        var lines =
                entries.stream()
                        .map(entry ->
                                new PlanReports.Line(
                                        PlanLines.of(entry),
                                        DeployFacts.unknown(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .toList();
        var site =
                new PlanReports.Site(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        lines);
        var account =
                new PlanReports.Account(
                        Optional.empty(),
                        Optional.empty(),
                        "starter",
                        Optional.empty(),
                        List.of(site));
        return List.of(
                PlanReports.json(new PlanReports.Head(Optional.empty())),
                PlanReports.json(account));
    }

    private Settings settings(Settings like, Bounds bounds) {
        return new Settings(
                new Settings.Live(new MongoUri(server.uri()), "platform"),
                like.snapshots(),
                like.pointerLog(),
                like.store(),
                like.incident(),
                like.tiers(),
                like.allowedSigners(),
                bounds,
                like.ledger(),
                like.work(),
                like.plans(),
                like.names(),
                like.grace(),
                false,
                false);
    }

    void bounds(Bounds bounds) {
        settings = settings(settings, bounds);
    }

    Outcome apply() {
        return apply(ApplyOptions.NONE);
    }

    Outcome apply(ApplyOptions options) {
        return apply(jobs(), options, false);
    }

    Outcome apply(Jobs jobs, ApplyOptions options, boolean anew) {
        return jobs.apply(new Apply(plan.folder(), plan.id(), options), anew);
    }

    Jobs jobs() {
        return new Jobs(
                settings,
                Map.of("apply", Hasty.class),
                new Watcher() {
                    @Override
                    public void see(RunStatus status) {
                        state = status.state();
                        steps = status.steps();
                    }

                    @Override
                    public void say(String label, String text) {
                        said.add(label + ": " + text);
                    }
                });
    }

    /** How far a step of the last run came. */
    StepStatus step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst().orElseThrow();
    }

    /** The entries that were written, in the order in which that happened. */
    List<Long> written() {
        try (Ledger ledger = Ledger.open(settings.ledger())) {
            return ledger.jdbc()
                    .sql("SELECT entry FROM write_result WHERE result = 'applied' ORDER BY seq")
                    .query(Long.class)
                    .list();
        }
    }

    /** The job, but that it does not wait before it asks again. */
    @Configuration(proxyBeanMethods = false)
    @Import(ApplyJob.class)
    static class Hasty {
        @Bean
        @Primary
        Patience hasty() {
            return failed -> {};
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
