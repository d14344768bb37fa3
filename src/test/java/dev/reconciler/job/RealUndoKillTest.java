package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The real <i>undo</i> of a plan whose <i>apply</i> was killed half-way; and the plan that it
 * makes, whose <i>apply</i> is killed as well.
 */
class RealUndoKillTest extends RealProcessTrials {
    private static final int KILLS = 15;
    private static final int KILLS_OF_ITS_APPLY = 10;
    private static final int HALF = 40;

    private FrozenPlan plan;
    private Path half;
    private Map<String, BsonDocument> documents;
    private String[] undo;
    private Duration usual;
    private Path undone;
    private FrozenPlan takingBack;

    @BeforeAll
    void applyHalfAndUndoUndisturbed() throws Exception {
        plan = signedPlan();
        half = homeWith(plan);
        RealProcess killed = RealProcess.start(half, apply(plan, "--rate", "100"));
        await(killed, () -> platform.changes().size() >= HALF);
        killed.kill(Duration.ZERO);
        documents = platform.picture();
        undo = new String[] {"undo", plan.id()};
        undone = copy(half);
        usual = usual(undone, undo);
        takingBack = FrozenPlan.open(madeIn(undone));
        sign(takingBack.folder());
    }

    /** The plan beside the one that is taken back. */
    private Path madeIn(Path home) throws IOException {
        try (Stream<Path> plans = Files.list(home.resolve("plans"))) {
            List<Path> made = plans.filter(other -> !other.equals(planIn(home))).toList();
            assertThat(made).as(told).hasSize(1);
            return made.getFirst();
        }
    }

    @Test
    @Tag("slow")
    void an_undo_that_is_killed_again_and_again_makes_the_plan_that_it_would_have_made()
            throws Exception {
        killed(
                KILLS,
                "undo: SIGKILL of the real process",
                () -> {
                    Path home = copy(half);
                    int kills = killAgainAndAgain(home, usual, undo);
                    isTheOneThatItWouldHaveMade(home);
                    return kills;
                });
    }

    /** As it is named in the plan, the ledger of both is in the same place. */
    private void isTheOneThatItWouldHaveMade(Path home) throws IOException {
        Path aside = Files.move(home, home.resolveSibling(home.getFileName() + "-disturbed"));
        SignedIncident.copy(half, home);
        undisturbed(home, madeIn(aside), SignedIncident.undo(planIn(home)));
        assertThat(FolderPicture.difference(plans(aside), plans(home))).as(told).isEmpty();
        assertThat(platform.picture()).as(told).isEqualTo(documents);
    }

    private Path planIn(Path home) {
        return home.resolve("plans").resolve(plan.id());
    }

    private static Map<String, String> plans(Path home) {
        Map<String, String> files = FolderPicture.of(home.resolve("plans"));
        files.keySet().removeIf(file -> file.endsWith("/apply.holder"));
        return files;
    }

    @Test
    @Tag("slow")
    void an_undo_whose_apply_is_killed_again_and_again_puts_everything_back_once()
            throws Exception {
        Path calm = copy(undone);
        platform.load(documents);
        Duration usualApply = usual(calm, apply(takingBack));
        Written expected = written(calm);
        assertThat(expected.changes()).hasSizeGreaterThanOrEqualTo(HALF);
        assertThat(untimed()).isEqualTo(damaged());

        killed(
                KILLS_OF_ITS_APPLY,
                "apply of an undo: SIGKILL of the real process",
                () -> {
                    Path home = copy(undone);
                    platform.load(documents);
                    int kills = killAgainAndAgain(home, usualApply, apply(takingBack));
                    written(home).assertIs(expected, told);
                    return kills;
                });
        platform.load(documents);
    }

    private Written written(Path home) {
        return Written.by(platform, home, takingBack.id(), began);
    }

    private Map<String, BsonDocument> damaged() {
        platform.load();
        return untimed();
    }

    private Map<String, BsonDocument> untimed() {
        Map<String, BsonDocument> picture = platform.picture();
        picture.values().forEach(document -> document.remove("updated_at"));
        return picture;
    }

    @Test
    void an_undo_that_is_asked_to_stop_says_how_to_go_on() throws Exception {
        Path home = copy(half);
        RealProcess stopped = begun(home, undo);
        stopped.stop();

        hasStopped(stopped, "reconciler resume");
        RealProcess resumed = RealProcess.start(home, "resume");
        assertThat(resumed.status()).as(resumed.text()).isZero();
        isTheOneThatItWouldHaveMade(home);
    }
}
