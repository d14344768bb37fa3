package dev.reconciler.apply.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import dev.reconciler.apply.Swap;
import dev.reconciler.model.Problem;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteFaultTest {
    private static final String WHERE = "mongodb://db1/platform";

    private static MongoCommandException answer(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(code))
                        .append("errmsg", new BsonString("no $expr here")),
                new ServerAddress("db1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {59, 115, 238, 303})
    void a_server_that_does_not_know_how_is_not_asked_again(int code) {
        assertThat(WriteFault.mayPass(answer(code))).isFalse();
        assertThatThrownBy(() -> WriteFault.answer(WHERE, answer(code)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(WHERE)
                .hasMessageContaining("no $expr here");
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 8000})
    void a_server_that_does_not_let_us_is_not_asked_again(int code) {
        assertThat(WriteFault.mayPass(answer(code))).isFalse();
        assertThatThrownBy(() -> WriteFault.answer(WHERE, answer(code)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("does not let our user write");
    }

    @Test
    void a_rule_on_the_collection_is_about_one_document() {
        assertThat(WriteFault.answer(WHERE, answer(121))).isInstanceOf(Swap.Rejected.class);
    }

    @Test
    void any_other_answer_leaves_open_whether_it_was_written() {
        assertThat(WriteFault.mayPass(answer(10107))).isTrue();
        assertThat(WriteFault.answer(WHERE, answer(10107))).isInstanceOf(Swap.Unknown.class);
    }
}
