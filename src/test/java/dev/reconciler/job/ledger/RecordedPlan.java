package dev.reconciler.job.ledger;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Place;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.ledger.RunRecord.Asked;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * A plan that is being applied, and what its run keeps of that: entry {@code n} writes the deploy
 * {@code n} and then, where {@code n} is even, the site {@code n}.
 */
final class RecordedPlan {
    static final Instant FIRST = Instant.parse("2017-02-02T17:20:00.001Z");
    static final Instant SECOND = Instant.parse("2017-02-02T21:00:00.123Z");

    private final Ledger ledger;
    private final FrozenPlan plan;
    private final long run;

    RecordedPlan(Ledger ledger, Path folder, int entries) {
        this.ledger = ledger;
        this.plan = freeze(folder, entries);
        var asked = new Asked("apply", Optional.of(plan.id()), "{}");
        this.run = ledger.runs().begin(asked, "digest", Holder.current()).id();
    }

    private static FrozenPlan freeze(Path folder, int entries) {
        try {
            Path signers =
                    Files.writeString(
                            Files.createDirectories(folder).resolve("allowed_signers"), "");
            List<Entry> all = new ArrayList<>();
            for (int i = 1; i <= entries; i++) {
                all.add(
                        i % 2 == 0
                                ? TestPlan.entry(id(i), deploy(i), site(i))
                                : TestPlan.entry(id(i), deploy(i)));
            }
            return TestPlan.freeze(folder.resolve("plans"), signers, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Write deploy(int number) {
        return TestPlan.write(
                Write.Target.DEPLOY,
                id(number),
                Map.of(),
                Map.of("state", Optional.of(new BsonString("ready"))));
    }

    private static Write site(int number) {
        return TestPlan.write(
                Write.Target.SITE,
                id(number),
                Map.of(),
                Map.of("published_deploy_id", Optional.of(new BsonInt32(number))));
    }

    FrozenPlan plan() {
        return plan;
    }

    JournalTable journal() {
        return ledger.journal(run, plan.id());
    }

    JournalCounts verify() {
        return journal().verify(plan);
    }

    /** Changes the ledger as somebody does who has its password. */
    int tamper(String sql) {
        return ledger.jdbc().sql(sql).update();
    }

    /** Two people have signed, and one of them has applied. */
    void admit() {
        journal().admit("approved", "ada@example.org", Optional.of("SHA256:x"));
        journal().admit("approved", "grace@example.org", Optional.of("SHA256:y"));
        journal().admit("applied", "ada", Optional.empty());
    }

    /** All the writes of an entry, each with its backup and its result. */
    void apply(int number) {
        for (Place place : places(number)) {
            journal().backUp(List.of(backup(place, "before", SECOND)));
            journal().record(Map.of(place, applied()));
        }
        journal()
                .finish(
                        List.of(
                                new EntryOutcome(
                                        number,
                                        places(number).stream().map(place -> applied()).toList())));
    }

    static WriteResult applied() {
        return new WriteResult.Applied(SECOND, Optional.empty());
    }

    static List<Place> places(int number) {
        return number % 2 == 0 ? List.of(place(number), sitePlace(number)) : List.of(place(number));
    }

    static Place place(int number) {
        return new Place(number, 0, "deploys", id(number));
    }

    static Place sitePlace(int number) {
        return new Place(number, 1, "sites", id(number));
    }

    static Backup backup(Place place, String title, Instant updatedAt) {
        BsonDocument document =
                new BsonDocument("_id", place.id().value()).append("title", new BsonString(title));
        return new Backup(place, new RawBsonDocument(document, new BsonDocumentCodec()), updatedAt);
    }

    static Id id(int number) {
        return Id.of(new BsonInt32(number));
    }
}
