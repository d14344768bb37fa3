package dev.reconciler.apply;

import dev.reconciler.model.Id;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.RawBsonDocument;

/** A live database to which things happen: before a read or a write, or instead of its answer. */
final class FaultyDatabase implements LiveDatabase {
    private final LiveDatabase database;
    private Runnable beforeRead = () -> {};
    private Runnable beforeSwap = () -> {};
    private Function<Swap, Swap> answer = swap -> swap;
    private boolean isDown;
    int swaps;

    FaultyDatabase(LiveDatabase database) {
        this.database = database;
    }

    FaultyDatabase beforeEachRead(Runnable what) {
        beforeRead = what;
        return this;
    }

    FaultyDatabase beforeEachSwap(Runnable what) {
        beforeSwap = what;
        return this;
    }

    FaultyDatabase answers(Function<Swap, Swap> instead) {
        answer = instead;
        return this;
    }

    /** Writes get no answer, and are not made. */
    FaultyDatabase writesNothing(boolean down) {
        isDown = down;
        return this;
    }

    @Override
    public void read(String collection, Collection<Id> ids, Consumer<RawBsonDocument> take) {
        beforeRead.run();
        database.read(collection, ids, take);
    }

    @Override
    public Map<Id, Set<Id>> having(String collection, String field, Collection<Id> values) {
        beforeRead.run();
        return database.having(collection, field, values);
    }

    @Override
    public Swap swap(Change change) {
        swaps++;
        beforeSwap.run();
        return isDown ? new Swap.Unknown("no answer") : answer.apply(database.swap(change));
    }
}
