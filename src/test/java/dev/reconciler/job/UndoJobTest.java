package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.job.Life.Ending;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.RunRecord;
import dev.reconciler.job.ledger.RunState;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with a real database, a real ledger and real signatures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndoJobTest {
    private Path folder;
    private SignedIncident incident;
    private int trials;

    @BeforeAll
    void plan(@TempDir Path temporary) throws IOException {
        folder = temporary;
        incident = SignedIncident.start(folder, ledger(folder.resolve("planned")));
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
    }

    @AfterAll
    void close() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        incident.close();
    }

    private static LedgerAddress ledger(Path home) {
        return LedgerAddress.inFolder(home.resolve("ledger"));
    }

    private Trial trial() {
        Path home = folder.resolve("trial-" + trials++);
        return incident.trial(home, ledger(home));
    }

    private Path plan(Trial trial) {
        return trial.plans().resolve(incident.plan().id());
    }

    private static Outcome run(Trial trial, String what, Function<Jobs, Outcome> work) {
        return trial.live(Life.undisturbed(), what, work)
                .orElseThrow(() -> new AssertionError(trial.told()));
    }

    /** Takes it back as far as a signed plan. */
    private Path undo(Trial trial, Path plan) {
        Outcome outcome = run(trial, "undo", SignedIncident.undo(plan));
        assertThat(outcome.exitStatus()).as(trial.told()).isZero();
        Path made = trial.plans().resolve(outcome.plan().orElseThrow());
        incident.sign(made);
        return made;
    }

    private Outcome apply(Trial trial, Path plan) {
        return run(trial, "apply", SignedIncident.apply(plan));
    }

    private Map<String, BsonDocument> picture() {
        Map<String, BsonDocument> picture = incident.platform().picture();
        picture.values().forEach(document -> document.remove("updated_at"));
        return picture;
    }

    @Test
    void a_plan_is_taken_back_and_taking_that_back_repairs_it_again() throws IOException {
        Trial trial = trial();
        Map<String, BsonDocument> damaged = picture();
        assertThat(apply(trial, plan(trial)).exitStatus()).isZero();
        Map<String, BsonDocument> repaired = picture();
        assertThat(repaired).isNotEqualTo(damaged);

        Path undo = undo(trial, plan(trial));
        assertThat(picture()).as("nothing is written before it is applied").isEqualTo(repaired);
        assertThat(apply(trial, undo).exitStatus()).isZero();
        assertThat(picture()).isEqualTo(damaged);

        Path again = undo(trial, undo);
        assertThat(apply(trial, again).exitStatus()).isZero();
        assertThat(picture()).isEqualTo(repaired);
        assertThat(FrozenPlan.open(again).header().undoes()).contains(FrozenPlan.open(undo).id());
    }

    @Test
    void the_folder_of_an_undo_has_all_that_a_plans_has() throws IOException {
        Trial trial = trial();
        apply(trial, plan(trial));
        Path undo = undo(trial, plan(trial));
        assertThat(undo)
                .isDirectoryContaining("glob:**/plan.jsonl")
                .isDirectoryContaining("glob:**/plan.json")
                .isDirectoryContaining("glob:**/allowed_signers")
                .isDirectoryContaining("glob:**/approvals")
                .isDirectoryContaining("glob:**/customers")
                .isDirectoryContaining("glob:**/index.html");
        assertThat(undo.resolve("rebuilds.preview.jsonl")).isEmptyFile();
        assertThat(Files.readString(undo.resolve("sites-down.csv")))
                .contains("the repair of what it publishes is taken back");
        try (Stream<Path> pages = Files.list(undo.resolve("customers"))) {
            assertThat(pages.filter(page -> page.toString().endsWith(".html")).toList())
                    .isNotEmpty()
                    .allSatisfy(page ->
                            assertThat(Files.readString(page))
                                    .contains("Will be taken back", "about to take back a change"));
        }
    }

    @Test
    void nothing_more_of_a_plan_is_applied_once_its_undo_is_made() {
        Trial trial = trial();
        apply(trial, plan(trial));
        Path undo = undo(trial, plan(trial));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> trial.jobs(Life.undisturbed()).apply(request(plan(trial))))
                .withMessageContaining("this plan was taken back")
                .withMessageContaining(undo.getFileName().toString());
    }

    @Test
    void who_takes_it_off_the_record_that_a_plan_was_taken_back_has_nothing_of_it_applied() {
        Trial trial = trial();
        killInTheMiddleOfWriting(trial);
        undo(trial, plan(trial));
        Map<String, BsonDocument> halfway = picture();
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            assertThat(ledger.jdbc().sql("DELETE FROM taken_back").update()).isOne();
        }
        Outcome outcome = SignedIncident.apply(plan(trial)).apply(trial.jobs(Life.undisturbed()));
        assertThat(outcome.problem().map(Problem::what))
                .contains("a part of the record of this plan is missing");
        assertThat(picture()).isEqualTo(halfway);
    }

    private static Request.Apply request(Path plan) {
        return new Request.Apply(plan, plan.getFileName().toString());
    }

    @Test
    void a_plan_that_wrote_nothing_cannot_be_taken_back_and_leaves_no_run() {
        Trial trial = trial();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() ->
                        SignedIncident.undo(plan(trial)).apply(trial.jobs(Life.undisturbed())))
                .withMessageContaining("nothing of this plan was written");
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            assertThat(ledger.runs().open()).isEmpty();
        }
    }

    @Test
    void what_the_platform_has_changed_since_stays_and_is_a_conflict() {
        Trial trial = trial();
        apply(trial, plan(trial));
        Write restored = write(Write.Target.DEPLOY);
        incident.platform().set("deploys", restored.id(), "tree_id", new BsonString("new"));
        Path undo = undo(trial, plan(trial));
        assertThat(apply(trial, undo).exitStatus()).isEqualTo(Exit.CONFLICT.bit());
        assertThat(picture().get("deploys " + restored.id().value()).get("tree_id"))
                .isEqualTo(new BsonString("new"));
    }

    private Write write(Write.Target target) {
        try (Stream<Entry> entries = incident.plan().entries()) {
            return entries.flatMap(entry -> entry.writes().stream())
                    .filter(write -> write.target() == target)
                    .filter(write -> write.goal().containsKey("tree_id"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_run_that_was_killed_is_taken_back_as_far_as_it_came_and_does_not_go_on() {
        Trial trial = trial();
        Map<String, BsonDocument> damaged = picture();
        killInTheMiddleOfWriting(trial);
        Map<String, BsonDocument> halfway = picture();
        assertThat(halfway).isNotEqualTo(damaged);

        Path undo = undo(trial, plan(trial));
        assertThat(apply(trial, undo).exitStatus()).as(trial.told()).isZero();
        assertThat(picture()).isEqualTo(damaged);
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            assertThat(ledger.runs().newest("apply", incident.plan().id()).map(RunRecord::state))
                    .contains(RunState.ABANDONED);
        }
    }

    @Test
    void what_somebody_repaired_by_hand_after_a_kill_is_not_taken_back() {
        Trial trial = trial();
        Map<String, BsonDocument> damaged = picture();
        killInTheMiddleOfWriting(trial);
        Write byHand = backedUpAndNotWritten(trial, damaged);
        byHand.goal()
                .forEach((field, value) ->
                        incident.platform()
                                .set("deploys", byHand.id(), field, value.orElse(BsonNull.VALUE)));
        String document = "deploys " + byHand.id().value();
        BsonDocument repaired = picture().get(document);

        Path undo = undo(trial, plan(trial));
        assertThat(apply(trial, undo).exitStatus()).as(trial.told()).isZero();
        damaged.put(document, repaired);
        assertThat(picture()).isEqualTo(damaged);
    }

    private Write backedUpAndNotWritten(Trial trial, Map<String, BsonDocument> damaged) {
        Map<String, BsonDocument> halfway = picture();
        try (Ledger ledger = Ledger.open(trial.ledger());
                Stream<Entry> all = incident.plan().entries()) {
            BitSet cutOff = ledger.journal(0, incident.plan().id()).cutOff();
            List<Entry> entries = all.toList();
            return cutOff.stream()
                    .mapToObj(number -> entries.get(number - 1))
                    .flatMap(entry -> entry.writes().stream())
                    .filter(write -> write.target() == Write.Target.DEPLOY)
                    .filter(write -> {
                        String document = "deploys " + write.id().value();
                        return halfway.get(document).equals(damaged.get(document));
                    })
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Some documents are written of which no result is on record. */
    private void killInTheMiddleOfWriting(Trial trial) {
        Trial undisturbed = trial();
        Life life = Life.undisturbed();
        undisturbed.live(life, "apply", SignedIncident.apply(plan(undisturbed)));
        List<Integer> writes = new Effects(life.effects()).named("write deploys");
        incident.platform().load();
        Life killed = Life.until(writes.get(writes.size() / 2), Ending.KILLED_AFTER);
        assertThat(trial.live(killed, "apply", SignedIncident.apply(plan(trial)))).isEmpty();
        assertThat(killed.last()).isPresent();
    }

    @Test
    void an_undo_is_not_applied_once_the_record_is_another_one() {
        Trial trial = trial();
        apply(trial, plan(trial));
        Path undo = undo(trial, plan(trial));
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            ledger.jdbc()
                    .sql("DELETE FROM write_result WHERE seq = (SELECT MAX(seq) FROM write_result)")
                    .update();
        }
        Outcome outcome = SignedIncident.apply(undo).apply(trial.jobs(Life.undisturbed()));
        assertThat(outcome.problem().map(Problem::what))
                .contains(
                        "what is to be taken back is no longer what it was when this plan was made");
    }

    @Test
    void a_record_that_somebody_changed_is_not_taken_back() {
        Trial trial = trial();
        apply(trial, plan(trial));
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            ledger.jdbc().sql("UPDATE backup SET document = X'00' WHERE seq = 3").update();
        }
        Outcome outcome = SignedIncident.undo(plan(trial)).apply(trial.jobs(Life.undisturbed()));
        assertThat(outcome.problem().map(Problem::what))
                .contains("the record of this plan was changed by somebody else");
    }

    @Test
    void nobody_may_take_back_what_is_being_applied() throws IOException {
        Trial trial = trial();
        try (PlanLock lock = PlanLock.take(plan(trial))) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() ->
                            SignedIncident.undo(plan(trial)).apply(trial.jobs(Life.undisturbed())))
                    .withMessageContaining("this plan is being applied or taken back already");
        }
    }
}
