package dev.reconciler.bench;

import dev.reconciler.job.Bounds;
import dev.reconciler.job.Jobs;
import dev.reconciler.job.MongoUri;
import dev.reconciler.job.Outcome;
import dev.reconciler.job.Request;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Sources;
import dev.reconciler.job.Watcher;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.plan.PlanJob;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Scope;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.DocumentSource;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import dev.reconciler.source.sort.SortedRuns;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;
import tools.jackson.databind.json.JsonMapper;

/**
 * The measured process: {@code Measured FOLDER [TIER]}, then the platform's address on its input.
 * First drains both sides of the comparison with the readers that it uses, then plans; says what
 * that took as JSON. With a tier it only plans, and for that tier alone.
 */
final class Measured {
    private static final int ROUNDS = 2;

    private Measured() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        String[] platform =
                new BufferedReader(new InputStreamReader(System.in)).readLine().split(" ");
        Map<String, Object> figures =
                arguments.length > 1
                        ? plan(
                                settings(folder, platform, "work-" + arguments[1]),
                                new Scope(List.of(), List.of(), List.of(arguments[1])))
                        : drainAndPlan(folder, settings(folder, platform, "work"));
        System.out.println(JsonMapper.shared().writeValueAsString(figures));
    }

    private static Map<String, Object> drainAndPlan(Path folder, Settings settings) {
        double drain = Double.MAX_VALUE;
        try (Sources sources = Sources.open(settings)) {
            SortedFile snapshot = sorted(sources.snapshot(), folder);
            for (int round = 0; round < ROUNDS; round++) {
                drain = Math.min(drain, drain(sources.live(), snapshot));
            }
        }
        Map<String, Object> figures = plan(settings, Scope.ALL);
        figures.put("drain_seconds", drain);
        return figures;
    }

    private static Map<String, Object> plan(Settings settings, Scope scope) {
        Map<String, Object> figures = new LinkedHashMap<>();
        long begin = System.nanoTime();
        Outcome outcome =
                new Jobs(settings, Map.of("plan", PlanJob.class), Watcher.none())
                        .plan(new Request.Plan(false, false, scope, Optional.empty()));
        figures.put("plan_seconds", seconds(begin));
        figures.put("ended", outcome.end().name());
        outcome.problem().ifPresent(problem -> figures.put("problem", problem.getMessage()));
        figures.put("steps", steps(settings));
        figures.put("heap_peak_mb", peak() >> 20);
        return figures;
    }

    private static Settings settings(Path folder, String[] platform, String work) {
        return new Settings(
                new Settings.Live(new MongoUri(platform[0]), platform[1]),
                List.of(
                        new Settings.Snapshot(
                                new Settings.Location.Folder(
                                        new dev.reconciler.demo.WorkingFolder(folder).snapshots()),
                                "platform")),
                Optional.of(new dev.reconciler.demo.WorkingFolder(folder).pointerLog()),
                new Settings.Store.Folder(folder.resolve("store"), "trees/", "blobs/"),
                Optional.of(
                        new Settings.Incident(
                                Instant.parse(platform[2]),
                                Optional.of(Instant.parse(platform[3])))),
                List.of(platform[4].split(",")),
                folder.resolve("allowed_signers"),
                Bounds.DEFAULT.damaging(1),
                LedgerAddress.inFolder(folder.resolve(work)),
                folder.resolve(work),
                folder.resolve("plans"),
                Names.defaults(),
                Duration.ofMinutes(10),
                false,
                false);
    }

    private static SortedFile sorted(DocumentSource snapshot, Path folder) {
        SortedRuns runs = SortedRuns.open(folder.resolve("drain.runs"), 0);
        try (DocumentCursor cursor = snapshot.open("deploys", KeyRange.all())) {
            for (Optional<Item> item = cursor.next(); item.isPresent(); item = cursor.next()) {
                if (item.get() instanceof Item.Document document) {
                    runs.add(
                            Id.ofDocument(document.document()).orElseThrow().key(),
                            bytes(document.document()));
                }
            }
        }
        return runs.merge(folder.resolve("drain.sorted"));
    }

    private static byte[] bytes(RawBsonDocument document) {
        var buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static double drain(DocumentSource live, SortedFile snapshot) {
        long begin = System.nanoTime();
        try (DocumentCursor documents = live.open("deploys", KeyRange.all());
                SortedCursor before = snapshot.cursor()) {
            long read = 0;
            while (documents.next().isPresent()) {
                read++;
                if (before.next()) {
                    read += before.value().length > 0 ? 1 : 0;
                }
            }
            while (before.next()) {
                read++;
            }
            if (read == 0) {
                throw new IllegalStateException("nothing was drained");
            }
        }
        return seconds(begin);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /**
     * Seconds by step, as the job repository has them; of a step that was executed more than once,
     * all together.
     */
    private static Map<String, Double> steps(Settings settings) {
        Map<String, Double> steps = new LinkedHashMap<>();
        try (Ledger ledger = Ledger.open(settings.ledger())) {
            ledger.jdbc()
                    .sql(
                            "SELECT step_name, start_time, end_time FROM batch_step_execution ORDER BY start_time")
                    .query((row, number) ->
                            steps.merge(
                                    row.getString(1),
                                    (row.getTimestamp(3).getTime() - row.getTimestamp(2).getTime())
                                            / 1e3,
                                    Double::sum))
                    .list();
        }
        return steps;
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                .sum();
    }
}
