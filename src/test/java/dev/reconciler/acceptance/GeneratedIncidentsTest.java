package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.PlanCheck;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.Truth;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Expected;
import dev.reconciler.oracle.Generator;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Oracle;
import dev.reconciler.source.mongo.TestMongo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messy little incidents through the real commands, held against the oracle to the last byte. What
 * the rules make of many thousands of them is tested without servers.
 */
class GeneratedIncidentsTest {
    @TempDir private Path home;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource
    void a_handful_of_incidents_is_repaired_as_the_oracle_says(long seed) throws IOException {
        repair(seed);
    }

    static LongStream a_handful_of_incidents_is_repaired_as_the_oracle_says() {
        // The last: a deploy of one site was up at another one, which goes on to one of its own.
        return LongStream.of(102, 132, 142, 143, 159, 8078);
    }

    @Tag("slow")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource
    void many_incidents_are_repaired_as_the_oracle_says(long seed) throws IOException {
        repair(seed);
    }

    static LongStream many_incidents_are_repaired_as_the_oracle_says() {
        return LongStream.range(100, 100 + Long.getLong("acceptance.incidents", 100));
    }

    private void repair(long seed) throws IOException {
        TestMongo.assumeNoFerret("-0.0, no decimals and no comparison of arrays");
        Incident incident = onServers(Generator.incident(seed));
        assumeTrue(
                isForEmbeddedServers(incident),
                "seed " + seed + " is for a real server, so this is skipped");
        try (Staged staged =
                Staged.on(incident, layout(seed), Optional.empty(), home.toRealPath())) {
            Expected expected = Oracle.plan(incident);
            Truth truth = OracleTruth.of(expected);
            var before = staged.picture();
            Path plan = plan(staged, expected, truth);
            assertThat(PlatformCheck.untouched(before, staged.picture())).isEmpty();
            if (expected.entries().isEmpty()) {
                return;
            }
            sign(staged.shell());
            Said applied =
                    staged.shell()
                            .run(
                                    "apply",
                                    "latest",
                                    "--expect",
                                    String.valueOf(expected.entries().size()));
            assertThat(applied.status()).as(applied.toString()).isZero();
            assertThat(PlatformCheck.applied(truth, before, staged.picture())).isEmpty();
            assertThat(PlanCheck.applied(truth, plan)).isEmpty();
        }
    }

    private static Path plan(Staged staged, Expected expected, Truth truth) throws IOException {
        Said made = staged.shell().run("plan", "--allow-incomplete", "--accept-late-snapshot");
        int status = (expected.entries().isEmpty() ? 0 : 2) | (expected.incomplete() ? 4 : 0);
        assertThat(made.status()).as(made.toString()).isEqualTo(status);
        Path plan = staged.plans().getFirst();
        assertThat(PlanCheck.frozen(truth, plan)).isEmpty();
        assertThat(order(plan))
                .isEqualTo(
                        expected.entries().stream().map(entry -> Id.of(entry.deploy())).toList());
        return plan;
    }

    private static List<Id> order(Path plan) throws IOException {
        return PlanFile.lines(plan).stream()
                .map(line -> Id.fromJson(line.get("deploy").toString()).orElseThrow())
                .toList();
    }

    private static void sign(Shell shell) {
        Stream.of("ada", "grace")
                .forEach(person -> {
                    Said said = shell.run("approve", "latest", "--key", "signers/" + person);
                    assertThat(said.status()).as(said.toString()).isZero();
                });
    }

    /**
     * The server within the JVM takes some values for others, and no snapshot may be without
     * deploys.
     */
    private static boolean isForEmbeddedServers(Incident incident) {
        String all = incident.live() + " " + incident.snapshot();
        return !incident.snapshot().deploys().isEmpty()
                && Stream.of(
                                "\"05\"",
                                "\"80\"",
                                "$uuid",
                                "$numberDecimal",
                                "NaN",
                                "9007199254740993")
                        .noneMatch(all::contains);
    }

    private static Staged.Layout layout(long seed) {
        Staged.Layout[] all = Staged.Layout.values();
        return all[(int) (seed % all.length)];
    }

    /**
     * As servers can show it: now is now, no earlier run wrote anything, and every object is read.
     */
    private static Incident onServers(Incident incident) {
        return new Incident(
                incident.live(),
                incident.snapshot(),
                true,
                incident.log(),
                true,
                incident.store(),
                Set.of(),
                incident.from(),
                incident.to(),
                Instant.now(),
                incident.tiers(),
                List.of());
    }
}
