package dev.reconciler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

/** Whoever looks whether all is right has to see what is not. */
class PlatformCheckTest {
    private static final BsonDocument DAMAGED =
            deploy("damaged")
                    .append("updated_at", new BsonDateTime(1))
                    .append("note", new BsonInt32(1));
    private static final BsonDocument SOUND = deploy("sound").append("note", new BsonInt32(1));

    private static BsonDocument deploy(String id) {
        return new BsonDocument("_id", new BsonString(id));
    }

    private static Map<String, List<RawBsonDocument>> picture(BsonDocument... deploys) {
        return Map.of(
                "deploys",
                List.of(deploys).stream()
                        .map(deploy -> new RawBsonDocument(deploy, new BsonDocumentCodec()))
                        .toList());
    }

    private static List<String> check(BsonDocument... after) {
        Truth truth =
                new Truth(
                        new TreeMap<>(),
                        new TreeMap<>(
                                Map.of(
                                        Id.of(new BsonString("damaged")),
                                        new BsonDocument("tree_id", new BsonString("f00"))
                                                .append("error_message", new BsonString(Known.MARK))
                                                .append("state", BsonNull.VALUE))),
                        new TreeMap<>(),
                        new TreeSet<>(),
                        new TreeSet<>(),
                        Map.of());
        return PlatformCheck.applied(truth, picture(DAMAGED, SOUND), picture(after));
    }

    private static BsonDocument repaired() {
        return DAMAGED.clone()
                .append("updated_at", new BsonDateTime(2))
                .append("tree_id", new BsonString("f00"))
                .append("error_message", new BsonString(Known.MARK + " any reason"));
    }

    private static BsonDocument with(BsonDocument document, String field, BsonValue value) {
        return document.clone().append(field, value);
    }

    @Test
    void what_is_as_it_must_be_is_right() {
        assertThat(check(repaired(), SOUND)).isEmpty();
    }

    @Test
    void a_field_with_another_value_is_seen() {
        assertThat(check(with(repaired(), "tree_id", new BsonString("other")), SOUND)).hasSize(1);
        assertThat(check(with(repaired(), "state", new BsonString("ready")), SOUND)).hasSize(1);
        assertThat(check(with(repaired(), "error_message", new BsonString("mine")), SOUND))
                .hasSize(1);
    }

    @Test
    void a_write_that_did_not_happen_is_seen() {
        assertThat(check(DAMAGED, SOUND)).isNotEmpty();
        assertThat(check(with(repaired(), "updated_at", new BsonDateTime(1)), SOUND)).hasSize(1);
    }

    @Test
    void a_field_that_nobody_named_and_was_touched_is_seen() {
        assertThat(check(with(repaired(), "note", new BsonInt64(1)), SOUND)).hasSize(1);
    }

    @Test
    void a_document_that_nobody_named_and_was_touched_is_seen() {
        assertThat(check(repaired(), with(SOUND, "note", new BsonInt64(1)))).hasSize(1);
    }

    @Test
    void a_document_that_is_gone_or_new_is_seen() {
        assertThat(check(repaired())).hasSize(1);
        assertThat(check(repaired(), SOUND, deploy("new"))).hasSize(1);
    }
}
