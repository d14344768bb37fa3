package dev.reconciler.job.plan;

import dev.reconciler.model.IdTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonType;

/** Gathers {@link StageNotes} while a source is read. */
final class NoteTaking {
    private final Set<BsonType> types = EnumSet.noneOf(BsonType.class);
    private final List<String> named = new ArrayList<>();
    private long live;
    private long before;
    private boolean whole = true;
    private long unreadable;
    private long conflicts;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> newest = Optional.empty();

    void count(boolean isLive) {
        if (isLive) {
            live++;
        } else {
            before++;
        }
    }

    void type(BsonType type) {
        types.add(IdTypes.unify(type));
    }

    void time(Instant at) {
        if (first.isEmpty() || at.isBefore(first.get())) {
            first = Optional.of(at);
        }
        if (newest.isEmpty() || at.isAfter(newest.get())) {
            newest = Optional.of(at);
        }
    }

    void conflict() {
        conflicts++;
    }

    /** Something could not be read. @param isWhole whether nothing else was lost with it */
    void unreadable(String what, boolean isWhole) {
        unreadable++;
        whole &= isWhole;
        if (named.size() < StageNotes.MOST_NAMED) {
            named.add(what);
        }
    }

    StageNotes notes() {
        return new StageNotes(
                live, before, whole, unreadable, conflicts, types, first, newest, named);
    }
}
