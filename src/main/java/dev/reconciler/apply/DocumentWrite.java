package dev.reconciler.apply;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A write of the plan in the platform's names. {@code updated_at} stands apart: every write sets
 * it, and on a deploy it is never compared with what the plan saw (contract, section 6).
 */
record DocumentWrite(Place place, Write write, String updatedAt) {

    /** Of an entry, in the order in which they happen. */
    static List<DocumentWrite> of(Names names, Numbered numbered) {
        List<DocumentWrite> writes = new ArrayList<>();
        for (Write write : numbered.entry().writes()) {
            writes.add(of(names, numbered.number(), writes.size(), write));
        }
        return writes;
    }

    static DocumentWrite of(Names names, long entry, int number, Write write) {
        Write.Target target = write.target();
        return new DocumentWrite(
                new Place(entry, number, target.collection(names), write.id()),
                write,
                target.updatedAt(names));
    }

    /** Whether every field that the write is about is as it would leave it. */
    boolean hasHappened(BsonDocument document) {
        return write.goal().entrySet().stream()
                .allMatch(goal -> isReached(goal, FieldValue.of(document, goal.getKey())));
    }

    /** Of an {@code updated_at} that was no date, all that matters is that it is one. */
    private boolean isReached(
            Map.Entry<String, Optional<BsonValue>> goal, Optional<BsonValue> value) {
        return goal.getKey().equals(updatedAt)
                ? value.filter(BsonValue::isDateTime).isPresent()
                : FieldValue.same(goal.getValue(), value);
    }

    /** The first field that is no longer as the plan saw it. */
    Optional<String> conflict(BsonDocument document) {
        return change(seen(), Instant.EPOCH).firstDifference(document);
    }

    /**
     * The change to a document that was just read. It holds for no later version of it, so that the
     * backup is of the very version that is replaced: an {@code updated_at} that has changed since
     * means to read again, and is no conflict by itself.
     */
    Change change(BsonDocument justRead, Instant newUpdatedAt) {
        var expected = seen();
        expected.put(updatedAt, FieldValue.of(justRead, updatedAt));
        return change(expected, newUpdatedAt);
    }

    private Change change(SortedMap<String, Optional<BsonValue>> expected, Instant newUpdatedAt) {
        SortedMap<String, BsonValue> set = new TreeMap<>(write.set());
        set.put(updatedAt, new BsonDateTime(newUpdatedAt.toEpochMilli()));
        return new Change(place.collection(), place.id(), expected, set, write.unset());
    }

    private SortedMap<String, Optional<BsonValue>> seen() {
        SortedMap<String, Optional<BsonValue>> seen = new TreeMap<>(write.seen());
        if (write.target() == Write.Target.DEPLOY) {
            seen.remove(updatedAt);
        }
        return seen;
    }

    /**
     * By our clock, and later than what is there, so that nobody takes the document for an older
     * version.
     */
    Instant nextUpdatedAt(BsonDocument document, Instant now) {
        long millis = now.toEpochMilli();
        return Instant.ofEpochMilli(
                dateIn(document)
                        .map(there -> Math.max(millis, there.toEpochMilli() + 1))
                        .orElse(millis));
    }

    /** The document's {@code updated_at}, where it is a date. */
    Optional<Instant> dateIn(BsonDocument document) {
        return FieldValue.of(document, updatedAt)
                .filter(BsonValue::isDateTime)
                .map(date -> Instant.ofEpochMilli(date.asDateTime().getValue()));
    }
}
