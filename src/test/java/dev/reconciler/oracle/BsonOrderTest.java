package dev.reconciler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class BsonOrderTest {
    private static final List<BsonValue> SORTED =
            List.of(
                    new BsonMinKey(),
                    BsonNull.VALUE,
                    new BsonDouble(Double.NaN),
                    new BsonDouble(Double.NEGATIVE_INFINITY),
                    decimal("-1E+6000"),
                    new BsonInt64(Long.MIN_VALUE),
                    new BsonInt32(-1),
                    new BsonDouble(0),
                    decimal("0.1"),
                    new BsonDouble(0.1),
                    new BsonInt64(9007199254740992L),
                    decimal("9007199254740993"),
                    new BsonInt64(Long.MAX_VALUE),
                    new BsonDouble(9.223372036854775807e18),
                    decimal("Infinity"),
                    new BsonString(""),
                    new BsonString("A"),
                    new BsonString("a"),
                    new BsonString("\uFF5E"),
                    new BsonString("\uD83D\uDE80"),
                    new BsonDocument(),
                    new BsonDocument("b", new BsonInt32(1)),
                    new BsonDocument("b", new BsonInt32(1)).append("a", new BsonInt32(0)),
                    new BsonDocument("a", new BsonString("x")),
                    new BsonBinary(new byte[0]),
                    new BsonBinary(new byte[] {1}),
                    new BsonBinary(new byte[] {-1}),
                    new BsonBinary((byte) 5, new byte[] {0}),
                    new BsonBinary(new byte[] {0, 0}),
                    new BsonObjectId(new ObjectId("000000000000000000000001")),
                    new BsonObjectId(new ObjectId("ff0000000000000000000001")),
                    BsonBoolean.FALSE,
                    BsonBoolean.TRUE,
                    new BsonDateTime(-1),
                    new BsonDateTime(0),
                    new BsonTimestamp(1, 0),
                    new BsonTimestamp(-1, 0),
                    new BsonMaxKey());

    private static BsonDecimal128 decimal(String number) {
        return new BsonDecimal128(Decimal128.parse(number));
    }

    @Test
    void values_of_all_types_have_one_order() {
        for (long seed = 0; seed < 20; seed++) {
            List<BsonValue> values = new ArrayList<>(SORTED);
            Collections.shuffle(values, new Random(seed));
            values.sort(BsonOrder.ORDER);
            assertThat(values).as("seed " + seed).isEqualTo(SORTED);
        }
    }

    @Test
    void numbers_are_equal_across_types_also_within_documents() {
        List<BsonValue> ones =
                List.of(new BsonInt32(1), new BsonInt64(1), new BsonDouble(1), decimal("1.00"));
        for (BsonValue one : ones) {
            assertThat(BsonOrder.same(one, ones.getFirst())).isTrue();
            assertThat(
                            BsonOrder.same(
                                    new BsonDocument("n", one),
                                    new BsonDocument("n", ones.getFirst())))
                    .isTrue();
        }
        assertThat(BsonOrder.same(decimal("-0"), new BsonDouble(-0.0))).isTrue();
        assertThat(BsonOrder.same(decimal("NaN"), new BsonDouble(Double.NaN))).isTrue();
        assertThat(BsonOrder.same(new BsonInt32(1), BsonBoolean.TRUE)).isFalse();
    }
}
