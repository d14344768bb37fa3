package dev.reconciler.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.oracle.BsonOrder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/** Properties of ids, over random values that are near each other. */
class IdOrderTest {
    private static final int VALUES = 1_500;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final BsonValues values = new BsonValues(seed);

    @Test
    void keys_are_ordered_as_bson_comparison_says() {
        var ids = ids(BsonValues.Kind.OF_INCIDENTS);
        for (var left : ids) {
            for (var right : ids) {
                int expected = BsonOrder.ORDER.compare(left.value(), right.value());
                assertThat(Integer.signum(Keys.compare(left.key(), right.key())))
                        .as("seed %d: %s and %s", seed, left.value(), right.value())
                        .isEqualTo(Integer.signum(expected));
            }
        }
    }

    /** Which needs that no key begins another one. */
    @Test
    void keys_of_two_ids_one_after_the_other_are_ordered_by_the_first_then_the_second() {
        var ids = ids(BsonValues.Kind.ALL);
        for (int i = 0; i + 3 < ids.size(); i++) {
            int byFirst = ids.get(i).compareTo(ids.get(i + 1));
            int expected = byFirst != 0 ? byFirst : ids.get(i + 2).compareTo(ids.get(i + 3));
            int actual =
                    Keys.compare(
                            key(ids.get(i), ids.get(i + 2)), key(ids.get(i + 1), ids.get(i + 3)));
            assertThat(Integer.signum(actual))
                    .as("seed %d, value %d", seed, i)
                    .isEqualTo(Integer.signum(expected));
            assertThat(startsWith(ids.get(i), ids.get(i + 1)))
                    .as("seed %d, value %d", seed, i)
                    .isFalse();
        }
    }

    @Test
    void an_id_is_read_again_from_its_json_with_its_type() {
        for (var id : ids(BsonValues.Kind.ALL)) {
            var read = Id.fromJson(id.json()).orElseThrow();
            assertThat(read).as("seed %d: %s", seed, id.json()).isEqualTo(id);
            assertThat(read.value().getBsonType())
                    .as("seed %d: %s", seed, id.json())
                    .isEqualTo(id.value().getBsonType());
        }
    }

    @Test
    void an_id_is_read_again_from_its_text() {
        for (var id : ids(BsonValues.Kind.ALL)) {
            if (isTextItsOwn(id.value())) {
                assertThat(Id.parse(id.text())).as("seed %d: %s", seed, id.text()).isEqualTo(id);
            }
        }
    }

    /** Some texts are those of two ids; a string that looks like extended JSON is one of them. */
    private static boolean isTextItsOwn(BsonValue value) {
        return switch (value.getBsonType()) {
            case BOOLEAN, NULL, ARRAY -> false;
            default -> true;
        };
    }

    private List<Id> ids(BsonValues.Kind kind) {
        var ids = new ArrayList<Id>();
        for (int i = 0; i < VALUES; i++) {
            ids.add(Id.of(values.next(kind)));
        }
        return ids;
    }

    private static byte[] key(Id first, Id second) {
        var key = new ByteArrayOutputStream();
        key.writeBytes(first.key());
        key.writeBytes(second.key());
        return key.toByteArray();
    }

    private static boolean startsWith(Id longer, Id shorter) {
        byte[] prefix = shorter.key();
        return !longer.equals(shorter)
                && Arrays.equals(prefix, Arrays.copyOf(longer.key(), prefix.length))
                && longer.key().length >= prefix.length;
    }
}
