package dev.reconciler.source.mongo;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import dev.reconciler.model.Id;
import dev.reconciler.source.KeyRange;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonType;
import org.bson.RawBsonDocument;

/**
 * One query for a range of ids, in their order.
 *
 * <p>A condition such as {@code {_id: {$gt: 5}}} finds numbers only, whatever other ids there are
 * (type bracketing). So a condition is used where both ends are of one type, and else the bounds of
 * the index itself, {@code min}, which know no brackets. Either only spares the server work: who
 * reads still drops what is not in the range.
 */
final class RangeQuery {
    private static final BsonDocument BY_ID = new BsonDocument("_id", new BsonInt32(1));

    private RangeQuery() {}

    static FindIterable<RawBsonDocument> of(
            MongoCollection<RawBsonDocument> collection, KeyRange range) {
        FindIterable<RawBsonDocument> sorted = collection.find().sort(BY_ID);
        if (range.after().isEmpty()) {
            return sorted;
        }
        Id after = range.after().get();
        if (range.upTo().filter(upTo -> areOfOneBracket(after, upTo)).isPresent()) {
            return sorted.filter(between(after, range.upTo().get()));
        }
        return sorted.hint(BY_ID).min(new BsonDocument("_id", after.value()));
    }

    private static BsonDocument between(Id after, Id upTo) {
        BsonDocument bounds = new BsonDocument("$gt", after.value()).append("$lte", upTo.value());
        return new BsonDocument("_id", bounds);
    }

    /**
     * Only types of which a server compares all values: not NaN, which is neither greater nor less
     * than any number.
     */
    private static boolean areOfOneBracket(Id one, Id other) {
        BsonType type = one.value().getBsonType();
        return switch (type) {
            case OBJECT_ID, STRING, INT32, INT64 -> type == other.value().getBsonType();
            default -> false;
        };
    }
}
