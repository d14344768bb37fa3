package dev.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An entry comes back from its line as it was, whatever the values that it saw. */
class PlanJsonTest {

    @ParameterizedTest
    @MethodSource("values")
    void a_value_comes_back_as_itself(BsonValue value) {
        Write write =
                new Write(
                        Write.Target.DEPLOY,
                        Id.of(new BsonString("d")),
                        new TreeMap<>(Map.of("title", value)),
                        new TreeSet<>(),
                        new TreeMap<>(Map.of("title", Optional.of(value))),
                        Optional.empty());
        Entry entry = TestPlan.entry(Id.of(new BsonString("d")), write);
        assertThat(PlanLines.entry(PlanLines.of(entry))).isEqualTo(entry);
    }

    static Stream<BsonValue> values() {
        return Stream.of(
                new BsonString("{\"$oid\":\"58931df2f15c5a7bc72dcbdb\"}"),
                new BsonInt32(-1),
                new BsonInt64(9_007_199_254_740_993L),
                new BsonDouble(-0.0),
                new BsonDouble(Double.NaN),
                new BsonDecimal128(Decimal128.parse("1E-6000")),
                new BsonDateTime(Long.MIN_VALUE),
                new BsonBinary((byte) 5, new byte[] {1, 2}),
                new BsonRegularExpression("a/b", "i"),
                new BsonSymbol("x"),
                new BsonUndefined(),
                new BsonDocument("$date", new BsonString("x")),
                new BsonDocument("$date", new BsonString("2017-02-02T17:17:00Z")),
                new BsonDocument("$oid", new BsonString("58931df2f15c5a7bc72dcbdb")),
                new BsonDocument("$numberInt", new BsonString("7")),
                new BsonDocument("$bson", new BsonString("x")),
                new BsonArray(List.of(new BsonDocument("$binary", new BsonInt32(1)))));
    }
}
