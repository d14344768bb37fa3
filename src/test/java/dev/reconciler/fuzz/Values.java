package dev.reconciler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import org.bson.BsonValue;

/** Values of any type, as they go through plans and file names and come back. */
final class Values {
    private static final int LONGEST_FILE_NAME = 200;

    private Values() {}

    static void check(BsonValue value) {
        check(Id.of(value));
    }

    static void check(Id id) {
        assertThat(Id.fromJson(id.json())).contains(id);
        assertThat(id.fileName()).hasSizeLessThanOrEqualTo(LONGEST_FILE_NAME);
    }
}
