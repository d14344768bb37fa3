package dev.reconciler.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bson.BsonBinaryWriter;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.junit.jupiter.api.Test;

/** Of a name that stands twice the first counts, as for the server, in documents of every kind. */
class DuplicateNamesTest {
    private static final Names NAMES = Names.defaults();
    private static final Id FIRST = Id.of(new BsonString("first"));

    @Test
    void the_first_id_is_the_documents() {
        RawBsonDocument twice = twice("_id");
        assertThat(Id.ofDocument(twice)).contains(FIRST);
        assertThat(Deploy.of(twice, NAMES).id()).isEqualTo(FIRST);
        assertThat(Site.of(twice, NAMES).id()).isEqualTo(FIRST);
        assertThat(Account.of(twice, NAMES).id()).isEqualTo(FIRST);
        assertThat(Build.of(twice, NAMES).id()).isEqualTo(FIRST);
    }

    @Test
    void so_is_any_other_value() {
        assertThat(Site.of(twice("published_deploy_id"), NAMES).published()).contains(FIRST);
        assertThat(Account.of(twice("plan"), NAMES).plan()).isEqualTo(Optional.of("first"));
        assertThat(Build.of(twice("deploy_id"), NAMES).deploy()).contains(FIRST);
        assertThat(Deploy.of(twice("title"), NAMES).text(DeployField.TITLE)).contains("first");
    }

    private static RawBsonDocument twice(String name) {
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            writer.writeStartDocument();
            writer.writeString(name, "first");
            writer.writeString(name, "second");
            if (!name.equals("_id")) {
                writer.writeString("_id", "d");
            }
            writer.writeEndDocument();
        }
        return new RawBsonDocument(buffer.toByteArray());
    }
}
