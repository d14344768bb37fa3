package dev.reconciler.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCursor;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.source.BsonStructure;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import java.util.Optional;
import java.util.function.Function;
import org.bson.RawBsonDocument;

/**
 * Reads a range in the order of ids. Its position is the last id, so where the server's cursor
 * broke, or the server forgot it, this one asks for the rest after that id, which the driver does
 * not do by itself.
 */
final class MongoRangeCursor implements DocumentCursor {
    private final String where;
    private final Retries retries;
    private final Function<KeyRange, MongoCursor<RawBsonDocument>> query;
    private Optional<MongoCursor<RawBsonDocument>> cursor = Optional.empty();
    private KeyRange rest;

    /**
     * Whether the open query has given something of the range: from then on, what is not in order
     * is an error.
     */
    private boolean within;

    private boolean ended;
    private long documents;
    private long bytes;

    MongoRangeCursor(
            String where, KeyRange range, Function<KeyRange, MongoCursor<RawBsonDocument>> query) {
        this.where = where;
        this.retries = new Retries(where, true);
        this.query = query;
        this.rest = range;
    }

    @Override
    public Optional<Item> next() {
        while (!ended) {
            Optional<Item> item = fetch().flatMap(this::itemOf);
            if (item.isPresent()) {
                return item;
            }
        }
        return Optional.empty();
    }

    /** Empty where the document is not in the range, and at the end. */
    private Optional<Item> itemOf(RawBsonDocument document) {
        byte[] all = bytesOf(document);
        bytes += all.length;
        Optional<String> fault = BsonStructure.fault(all);
        if (fault.isPresent()) {
            return Optional.of(new Item.Unreadable(place(), fault.get(), documents++));
        }
        Id id =
                Id.ofDocument(document)
                        .orElseThrow(
                                () -> new Problem("a document has no _id", place(), "Look at it"));
        if (rest.upTo().filter(last -> id.compareTo(last) > 0).isPresent()) {
            ended = true;
            return Optional.empty();
        }
        if (!rest.has(id)) {
            checkOrder(id);
            return Optional.empty();
        }
        within = true;
        rest = new KeyRange(Optional.of(id), rest.upTo());
        return Optional.of(new Item.Document(document, documents++));
    }

    private void checkOrder(Id id) {
        if (within) {
            throw new Problem(
                    "the server does not sort ids as MongoDB does",
                    place() + ", _id " + id,
                    "Use MongoDB itself: other servers may leave documents out");
        }
    }

    private String place() {
        return where + ", document " + (documents + 1);
    }

    private static byte[] bytesOf(RawBsonDocument document) {
        var buffer = document.getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private Optional<RawBsonDocument> fetch() {
        return retries.of(() -> {
            try {
                return fetchOnce();
            } catch (MongoException e) {
                close();
                throw e;
            }
        });
    }

    private Optional<RawBsonDocument> fetchOnce() {
        var open = cursor.orElseGet(() -> query.apply(rest));
        cursor = Optional.of(open);
        if (open.hasNext()) {
            return Optional.of(open.next());
        }
        ended = true;
        return Optional.empty();
    }

    @Override
    public long bytesRead() {
        return bytes;
    }

    @Override
    public void close() {
        cursor.ifPresent(MongoCursor::close);
        cursor = Optional.empty();
        within = false;
    }
}
