package dev.reconciler.job;

import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.apply.ApplyJob;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.Ledgers;
import dev.reconciler.job.plan.PlanJob;
import dev.reconciler.job.undo.UndoJob;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A run with all the processes that it takes, in folders of its own.
 *
 * @param home where its work and its plans are
 * @param grace part of its configuration
 */
record Trial(
        SmallPlatform platform,
        Path home,
        LedgerAddress ledger,
        Duration grace,
        Map<String, Class<?>> wiring,
        List<String> story) {
    /** When every run begins. */
    static final Instant NOW = Instant.parse("2017-02-02T20:30:00Z");

    private static final Map<String, Class<?>> WIRING =
            Map.of("plan", PlanJob.class, "apply", ApplyJob.class, "undo", UndoJob.class);

    /** So small that every step has several. */
    static final Chunks SMALL = new Chunks(25, 7, 9, 5, 8, 3);

    Trial(SmallPlatform platform, Path home, LedgerAddress ledger) {
        this(platform, home, ledger, Duration.ofMinutes(10), WIRING, new ArrayList<>());
    }

    /** The same with another configuration. */
    Trial with(Duration other) {
        return new Trial(platform, home, ledger, other, wiring, story);
    }

    /** The same with another wiring of <i>plan</i>. */
    Trial planning(Class<?> other) {
        return new Trial(platform, home, ledger, grace, Map.of("plan", other), story);
    }

    Path plans() {
        return home.resolve("plans");
    }

    /** The next process; empty where it did not live to tell, or its run did not complete. */
    Optional<Outcome> live(Life life, String what, Function<Jobs, Outcome> work) {
        platform.serveOn(life);
        String told;
        Optional<Outcome> completed = Optional.empty();
        try {
            Outcome outcome = work.apply(jobs(life));
            told = outcome.end() + outcome.problem().map(problem -> ": " + problem).orElse("");
            completed = Optional.of(outcome).filter(o -> o.end() == End.COMPLETED);
        } catch (Life.Killed | RuntimeException e) {
            told = String.valueOf(e);
        }
        awaitItsThreads();
        if (life.isDead()) {
            told = "the process is gone";
            completed = Optional.empty();
        }
        story.add(what + life.last().map(at -> ", disturbed at " + at).orElse("") + ": " + told);
        return completed;
    }

    /** The run of a process whose main thread was killed goes on for a while, to no effect. */
    private static void awaitItsThreads() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("run")) {
                try {
                    thread.join(Duration.ofSeconds(60));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    Jobs jobs(Life life) {
        // A second later in each process, so that their writes can be told apart.
        Clock clock = Clock.fixed(NOW.plusSeconds(story.size()), ZoneOffset.UTC);
        Surroundings surroundings =
                new Surroundings(
                        address ->
                                Ledgers.open(
                                        address, real -> new MortalConnections(real, life, NOW)),
                        Ledgers::vanished,
                        SMALL,
                        clock);
        return new Jobs(
                platform.settings(MortalFiles.of(home, life), ledger, grace),
                wiring,
                Watcher.none(),
                surroundings);
    }

    /** What is in the work folder besides what is to be there. */
    Set<String> leftInWork() {
        Set<String> left = new LinkedHashSet<>(FolderPicture.of(home.resolve("work")).keySet());
        left.removeAll(Set.of("/", "runs/", "status.json"));
        return left;
    }

    /** Whether every process that failed said what the matter was. */
    boolean hasGoodReasons() {
        return story.stream().noneMatch(line -> line.contains("the program failed"));
    }

    /** For the message of an assertion. */
    String told() {
        return String.join("; then ", story);
    }
}
