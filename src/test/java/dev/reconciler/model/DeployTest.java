package dev.reconciler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

/** What is found in a deploy's bytes. */
class DeployTest {
    private static final Names NAMES = Names.defaults();

    private static Deploy deploy(BsonDocument fields) {
        BsonDocument document = new BsonDocument("_id", new BsonString("d"));
        document.putAll(fields);
        return Deploy.of(new RawBsonDocument(document, new BsonDocumentCodec()), NAMES);
    }

    private static Deploy titled(BsonValue title) {
        return deploy(new BsonDocument("title", title));
    }

    @Test
    void null_is_absent() {
        Deploy deploy = titled(BsonNull.VALUE);
        assertThat(deploy.has(DeployField.TITLE)).isFalse();
        assertThat(deploy.value(DeployField.TITLE)).isEmpty();
        assertThat(deploy.hasSame(DeployField.TITLE, deploy)).isFalse();
    }

    @Test
    void a_value_is_had_as_it_stands_whatever_its_type() {
        BsonValue odd = new BsonDocument("a", new BsonInt32(1));
        assertThat(titled(odd).value(DeployField.TITLE)).contains(odd);
        assertThat(titled(odd).text(DeployField.TITLE)).isEmpty();
        assertThat(titled(odd).isValid(DeployField.TITLE, IdTypes.ANY)).isFalse();
    }

    @Test
    void values_are_the_same_where_their_types_and_bytes_are() {
        Deploy deploy = titled(new BsonInt32(5));
        assertThat(deploy.hasSame(DeployField.TITLE, titled(new BsonInt32(5)))).isTrue();
        assertThat(deploy.hasSame(DeployField.TITLE, titled(new BsonInt32(6)))).isFalse();
        assertThat(deploy.hasSame(DeployField.TITLE, titled(new BsonInt64(5)))).isFalse();
    }

    @Test
    void our_own_mark_tells_nothing_of_the_state() {
        BsonDocument marked =
                new BsonDocument("state", new BsonString("error"))
                        .append("error_message", new BsonString("deploy-reconciler: lost"))
                        .append("created_at", new BsonDateTime(1));
        Deploy before = deploy(marked).withoutOurMark();
        assertThat(before.has(DeployField.STATE)).isFalse();
        assertThat(before.has(DeployField.ERROR_MESSAGE)).isFalse();
        assertThat(before.has(DeployField.CREATED_AT)).isTrue();
    }

    @Test
    void what_cannot_be_decoded_is_refused_before_anybody_asks_for_it() {
        byte[] bytes = bytes(titled(new BsonDocument("a", new BsonInt32(1))).raw());
        int type = bytes.length - 1 - 1 - Integer.BYTES - "a".length() - 1 - 1;
        assertThat(bytes[type]).isEqualTo((byte) 0x10);
        bytes[type] = 0x55;
        assertThatExceptionOfType(Undecodable.class)
                .isThrownBy(() -> Deploy.of(new RawBsonDocument(bytes), NAMES));
    }

    private static byte[] bytes(RawBsonDocument document) {
        byte[] bytes = new byte[document.getByteBuffer().remaining()];
        document.getByteBuffer().get(bytes);
        return bytes;
    }
}
