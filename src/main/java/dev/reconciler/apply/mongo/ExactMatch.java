package dev.reconciler.apply.mongo;

import dev.reconciler.apply.Change;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * The filter that a document passes only where every field is exactly as expected.
 *
 * <p>In a filter, {@code {f: 5}} is passed by 5.0 and by an array that has a 5 in it. So the type
 * is asked for by itself, and the value by an expression, which takes a field as it is; {@code
 * $literal} keeps a text such as {@code $state} from being taken for a field's name.
 */
final class ExactMatch {
    private static final int MIN_KEY = -1;

    private ExactMatch() {}

    static BsonDocument of(Change change) {
        BsonArray conditions = new BsonArray();
        change.expected().forEach((field, value) -> add(conditions, field, value));
        BsonDocument filter = is("_id", "$eq", change.id().value());
        return conditions.isEmpty() ? filter : filter.append("$and", conditions);
    }

    private static void add(BsonArray conditions, String field, Optional<BsonValue> value) {
        if (value.isPresent()) {
            conditions.add(is(field, "$type", new BsonInt32(code(value.get().getBsonType()))));
            conditions.add(hasValue(field, value.get()));
        } else {
            // Absent or null; an array with a null in it would pass that by itself.
            conditions.add(is(field, "$eq", BsonNull.VALUE));
            conditions.add(
                    is(
                            field,
                            "$not",
                            new BsonDocument("$type", new BsonInt32(code(BsonType.ARRAY)))));
        }
    }

    private static BsonDocument is(String field, String operator, BsonValue operand) {
        return new BsonDocument(field, new BsonDocument(operator, operand));
    }

    private static BsonDocument hasValue(String field, BsonValue value) {
        BsonArray both =
                new BsonArray(
                        List.of(new BsonString("$" + field), new BsonDocument("$literal", value)));
        return new BsonDocument("$expr", new BsonDocument("$eq", both));
    }

    private static int code(BsonType type) {
        return type == BsonType.MIN_KEY ? MIN_KEY : type.getValue();
    }
}
