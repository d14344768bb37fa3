package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.Signing;
import dev.reconciler.demo.Signers;
import dev.reconciler.job.Request.Apply;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.RunRecord;
import dev.reconciler.job.ledger.RunState;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of one signed plan, each on the platform as it was, and what one came to that nothing
 * disturbed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApplyTrials {
    static final int MOST_PROCESSES = 8;

    private static final String OF_RUN = "\\.\\d+\\.jsonl$";

    /** Of the seconds after {@link Trial#NOW}, each process has its own. */
    private static final String EACH_PROCESS = "2017-02-02T20:30:0\\dZ";

    private static final Pattern HEX_ID = Pattern.compile("[0-9a-f]{24}");
    private static final String UPDATED_AT = "updated_at";

    private Path folder;
    SmallPlatform platform;
    private Path signed;
    FrozenPlan plan;
    Effects effects;
    Set<String> unsynced;
    Picture expected;
    private int trials;

    /** A ledger that was never used before. */
    abstract LedgerAddress fresh(Path home) throws IOException, InterruptedException;

    /** All that an apply leaves behind. */
    record Picture(
            Map<String, String> files,
            Map<String, BsonDocument> documents,
            Map<String, Integer> changes,
            JournalPicture journal,
            int exitStatus) {

        Picture inParts(int status) {
            Map<String, String> ofAll = new TreeMap<>(files);
            ofAll.keySet().removeIf(file -> file.endsWith(".N.jsonl"));
            return new Picture(ofAll, documents, changes, journal, status);
        }
    }

    SmallPlatform platform(Path place) throws IOException {
        return SmallPlatform.start(place, 7, 40);
    }

    @BeforeAll
    void runUndisturbed(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        platform = platform(folder);
        Signers signers = Signers.create(folder.resolve("signers"));
        Files.copy(
                signers.allowedSigners(),
                platform.allowedSigners(),
                StandardCopyOption.REPLACE_EXISTING);
        signed = plan(signers);
        plan = FrozenPlan.open(signed);
        // Of the run's thread: a process that is gone says nothing.
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
        Trial trial = trial();
        try (Ledger ledger = Ledger.open(trial.ledger())) {
            Life life = Life.undisturbed();
            Optional<Outcome> outcome = trial.live(life, "apply", apply(trial, life));
            assertThat(outcome).as(trial.told()).isPresent();
            effects = new Effects(life.effects());
            unsynced = life.unsynced().below(trial.plans());
            expected = picture(trial, ledger);
        }
    }

    private Path plan(Signers signers) throws IOException, InterruptedException {
        Path home = folder.resolve("plan");
        Trial trial = new Trial(platform, home, fresh(home));
        Outcome outcome = trial.live(Life.undisturbed(), "plan", Jobs::plan).orElseThrow();
        Path made = trial.plans().resolve(outcome.plan().orElseThrow());
        Signers.PEOPLE.forEach(person -> Signing.sign(made, signers.key(person)));
        return made;
    }

    @AfterAll
    void close() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        if (platform != null) {
            platform.close();
        }
    }

    /** Everything as it was when the plan was signed, but for what makes a conflict or two. */
    Trial trial() throws IOException, InterruptedException {
        Path home = folder.resolve("trial-" + trials++);
        SignedIncident.copy(signed, home.resolve("plans").resolve(plan.id()));
        platform.load();
        conflict(Write.Target.DEPLOY, "state", new BsonString("building"));
        conflict(Write.Target.SITE, UPDATED_AT, new BsonDateTime(Trial.NOW.toEpochMilli()));
        return new Trial(platform, home, fresh(home));
    }

    private void conflict(Write.Target target, String field, BsonValue value) {
        try (Stream<Entry> entries = plan.entries()) {
            Write write =
                    entries.flatMap(entry -> entry.writes().stream())
                            .filter(some -> some.target() == target)
                            .filter(some -> some.seen().containsKey(field))
                            .findFirst()
                            .orElseThrow();
            platform.set(
                    target == Write.Target.DEPLOY ? "deploys" : "sites", write.id(), field, value);
        }
    }

    Function<Jobs, Outcome> apply(Trial trial, Life life) {
        return apply(trial, life, ApplyOptions.NONE);
    }

    Function<Jobs, Outcome> apply(Trial trial, Life life, ApplyOptions options) {
        Path home = MortalFiles.of(trial.home(), life);
        return jobs ->
                jobs.apply(
                        new Apply(
                                home.resolve("plans").resolve(plan.id()),
                                plan.id(),
                                But.expecting(options, plan.header().entries())));
    }

    private Picture picture(Trial trial, Ledger ledger) {
        Map<String, String> files = new TreeMap<>();
        // A run that was killed before it was on record leaves its number unused.
        FolderPicture.of(trial.plans())
                .forEach((file, text) -> files.put(file.replaceFirst(OF_RUN, ".N.jsonl"), text));
        // Who applied it, and digests over when.
        files.keySet()
                .removeIf(file -> file.endsWith("/apply.holder") || file.contains("journal.json"));
        assertThat(wholeEntries(trial, ledger)).as(trial.told()).isEqualTo(plan.header().entries());
        files.replaceAll((file, text) -> text.replaceAll(EACH_PROCESS, Trial.NOW.toString()));
        RunRecord run = ledger.runs().newest("apply", plan.id()).orElseThrow();
        Map<String, BsonDocument> documents = platform.picture();
        assertThat(JournalPicture.updates(ledger, plan.id()))
                .as(trial.told())
                .allSatisfy((document, updated) ->
                        assertThat(documents.get(document).getDateTime(UPDATED_AT).getValue())
                                .isEqualTo(updated.toEpochMilli()));
        documents.values().forEach(ApplyTrials::forgetWhen);
        return new Picture(
                files,
                documents,
                platform.changes(),
                JournalPicture.of(ledger, plan.id()),
                run.exitBits());
    }

    /** How many have had their turn, of a record that is whole. */
    long wholeEntries(Trial trial, Ledger ledger) {
        return ledger.journal(0, plan.id())
                .verify(FrozenPlan.open(trial.plans().resolve(plan.id())))
                .entries();
    }

    private static void forgetWhen(BsonDocument document) {
        BsonValue updated = document.get(UPDATED_AT);
        if (updated instanceof BsonDateTime time
                && time.getValue() >= Trial.NOW.toEpochMilli()
                && time.getValue() < Trial.NOW.plusSeconds(60).toEpochMilli()) {
            document.put(UPDATED_AT, new BsonDateTime(Trial.NOW.toEpochMilli()));
        }
    }

    /** Each document was changed once, and database, journal and reports are the same. */
    void comesToTheSame(Trial trial, Ledger ledger) {
        comesToTheSame(trial, picture(trial, ledger), expected);
    }

    /** The same in several runs, each of which has lists and an exit status of its own. */
    void comesToTheSameInParts(Trial trial, Ledger ledger) {
        Picture picture = picture(trial, ledger);
        comesToTheSame(
                trial,
                picture.inParts(picture.exitStatus()),
                expected.inParts(picture.exitStatus()));
    }

    private static void comesToTheSame(Trial trial, Picture picture, Picture expected) {
        assertThat(picture.changes()).as(trial.told()).isEqualTo(expected.changes());
        picture.journal().assertIs(expected.journal(), trial.told());
        assertThat(picture.documents()).as(trial.told()).isEqualTo(expected.documents());
        assertThat(FolderPicture.difference(picture.files(), expected.files()))
                .as(trial.told())
                .isEmpty();
        assertThat(picture.exitStatus()).as(trial.told()).isEqualTo(expected.exitStatus());
        assertThat(trial.leftInWork()).as(trial.told()).isEmpty();
        assertThat(trial.hasGoodReasons()).as(trial.told()).isTrue();
    }

    /** Nothing was written that is not in the backup, whatever became of the process. */
    void isBackedUp(Trial trial, Ledger ledger) {
        assertThat(hexIds(JournalPicture.backedUp(ledger, plan.id())))
                .as(trial.told())
                .containsAll(hexIds(platform.changes().keySet()));
    }

    private static Set<String> hexIds(Collection<String> texts) {
        return texts.stream()
                .map(HEX_ID::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .collect(Collectors.toSet());
    }

    boolean hasCompleted(Ledger ledger) {
        return ledger.runs()
                .newest("apply", plan.id())
                .filter(run -> run.state() == RunState.COMPLETED)
                .isPresent();
    }
}
