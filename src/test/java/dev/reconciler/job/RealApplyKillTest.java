package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real <i>apply</i>, of a whole plan and in parts, which is killed and stopped. */
class RealApplyKillTest extends RealProcessTrials {
    private static final int KILLS = 15;
    private static final int KILLS_IN_PARTS = 10;
    private static final int FULL = 5;

    private FrozenPlan plan;
    private Duration usual;
    private Written expected;

    @BeforeAll
    void applyUndisturbed() throws Exception {
        plan = signedPlan();
        Path home = trial();
        usual = usual(home, apply(plan));
        expected = written(home);
        assertThat(expected.changes())
                .isNotEmpty()
                .allSatisfy((id, times) -> assertThat(times).isOne());
    }

    /** Everything as it was when the plan was signed. */
    private Path trial() throws Exception {
        platform.load();
        return homeWith(plan);
    }

    private Written written(Path home) {
        return Written.by(platform, home, plan.id(), began);
    }

    @Test
    void an_apply_that_is_killed_writes_everything_once() throws Exception {
        applyKilled(1);
    }

    @Test
    @Tag("slow")
    void an_apply_that_is_killed_again_and_again_writes_everything_once() throws Exception {
        applyKilled(KILLS);
    }

    private void applyKilled(int kills) throws Exception {
        killed(
                kills,
                "apply: SIGKILL of the real process",
                () -> {
                    Path home = trial();
                    int times = killAgainAndAgain(home, usual, apply(plan));
                    written(home).assertIs(expected, told);
                    return times;
                });
    }

    @Test
    @Tag("slow")
    void a_plan_whose_parts_are_killed_again_and_again_comes_to_the_same() throws Exception {
        killed(
                KILLS_IN_PARTS,
                "apply in parts: SIGKILL of the real process",
                () -> {
                    Path home = trial();
                    int kills = killAgainAndAgain(home, usual, aPart());
                    assertThat(platform.changes().size())
                            .as(told)
                            .isPositive()
                            .isLessThan(expected.changes().size());
                    kills += killAgainAndAgain(home, usual, apply(plan));
                    written(home).inParts().assertIs(expected.inParts(), told);
                    return kills;
                });
    }

    /** A tier, with a site of it before the others. */
    private String[] aPart() {
        try (Stream<Entry> all = plan.entries()) {
            List<Entry> writing = all.filter(entry -> !entry.writes().isEmpty()).toList();
            Entry middle = writing.get(writing.size() / 2);
            String site = middle.site().map(Id::text).orElseThrow();
            return apply(plan, "--only-tier", middle.tier(), "--first", site);
        }
    }

    @Test
    @Tag("slow")
    void an_apply_for_which_there_is_no_room_says_so_and_writes_everything_once_there_is()
            throws Exception {
        int full = 0;
        while (full < FULL) {
            full +=
                    swept(
                            "apply: no room on the disk of the real process",
                            () -> {
                                Path home = trial();
                                int kilobytes = random.nextInt(50, 1_500);
                                boolean failed = hadNoRoom(home, kilobytes, apply(plan));
                                written(home).assertIs(expected, told);
                                return failed ? 1 : 0;
                            });
        }
    }

    @Test
    void an_apply_that_is_asked_to_stop_says_how_to_go_on_and_writes_everything_once()
            throws Exception {
        Path home = trial();
        // So slow that it is at it when it is asked to stop.
        RealProcess stopped = atWork(home, apply(plan, "--rate", "20"));
        stopped.stop();

        hasStopped(stopped, "reconciler apply " + plan.id().substring(0, 8));
        assertThat(platform.changes()).hasSizeLessThan(expected.changes().size());
        usual(home, apply(plan, "--rate", "10000"));
        written(home).assertIs(expected, told);
    }
}
