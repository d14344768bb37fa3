package dev.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.bson.BsonNull;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
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

    @Test
    void what_an_undo_takes_back_and_who_may_publish_the_deploy_come_back_as_they_were() {
        Write write =
                TestPlan.write(
                                Write.Target.DEPLOY,
                                TestPlan.id("d"),
                                Map.of("tree_id", new BsonString("a".repeat(40))),
                                Map.of("tree_id", Optional.of(BsonNull.VALUE)))
                        .guardedBy(
                                new Write.Guard.Publishers(
                                        Set.of(TestPlan.id("s"), Id.of(new BsonInt32(5)))));
        PlannedRemedy revert = new PlannedRemedy.Revert(TestPlan.id("t"), Optional.of("4be1c07"));
        Entry entry =
                TestPlan.undo(
                        TestPlan.id("d"),
                        new PlannedRemedy.Undo(new PlannedRemedy.Undo(revert)),
                        write);
        assertThat(PlanLines.entry(PlanLines.of(entry))).isEqualTo(entry);
        assertThat(write.goal()).containsEntry("tree_id", Optional.empty());
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
