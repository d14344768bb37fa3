package dev.reconciler.apply.mongo;

import dev.reconciler.apply.Change;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * is asked for by itself, and that it is no array. What a filter cannot ask for so, such as an
 * array, is compared by an expression, which takes a field as it is; {@code $literal} keeps a text
 * such as {@code $state} within it from being taken for a field's name. Not every server that
 * speaks MongoDB's protocol knows such expressions, so that plain values do without.
 */
final class ExactMatch {
    private static final int MIN_KEY = -1;

    private static final Set<BsonType> PLAIN =
            EnumSet.of(
                    BsonType.STRING,
                    BsonType.OBJECT_ID,
                    BsonType.DATE_TIME,
                    BsonType.BOOLEAN,
                    BsonType.INT32,
                    BsonType.INT64);

    private ExactMatch() {}

    static BsonDocument of(Change change) {
        BsonArray conditions = new BsonArray();
        change.expected().forEach((field, value) -> add(conditions, field, value));
        BsonDocument filter = is("_id", "$eq", change.id().value());
        return conditions.isEmpty() ? filter : filter.append("$and", conditions);
    }

    private static void add(BsonArray conditions, String field, Optional<BsonValue> value) {
        value.ifPresent(
                present -> conditions.add(new BsonDocument(field, hasType(present.getBsonType()))));
        if (value.isEmpty() || isPlain(value.get())) {
            // Null stands for absent, too.
            conditions.add(is(field, "$eq", value.orElse(BsonNull.VALUE)));
            conditions.add(is(field, "$not", hasType(BsonType.ARRAY)));
        } else {
            conditions.add(hasValue(field, value.get()));
        }
    }

    /** Whether a filter can ask for the value itself. */
    static boolean isPlain(BsonValue value) {
        return PLAIN.contains(value.getBsonType());
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

    private static BsonDocument hasType(BsonType type) {
        int code = type == BsonType.MIN_KEY ? MIN_KEY : type.getValue();
        return new BsonDocument("$type", new BsonInt32(code));
    }
}
