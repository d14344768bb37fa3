package dev.reconciler.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a platform at work never does to a deploy. */
class SightingsTest {
    private static final String WHOLE =
            "_id: 'd', site_id: 5, context: 'production', created_at: {$date: '2017-02-02T20:00:00Z'}, state: 'ready', tree_id: '%s'"
                    .formatted("1".repeat(40));

    private final Sightings sightings = new Sightings(Names.defaults(), 100);

    private Optional<DeployField> see(String fields) {
        return see(sightings, fields);
    }

    private static Optional<DeployField> see(Sightings sightings, String fields) {
        var document =
                new RawBsonDocument(
                        BsonDocument.parse("{" + fields + "}"), new BsonDocumentCodec());
        return sightings.changed(Deploy.of(document, Names.defaults()));
    }

    @Test
    void the_first_sight_says_nothing_and_the_same_again_is_no_change() {
        assertThat(see(WHOLE)).isEmpty();
        assertThat(see(WHOLE)).isEmpty();
        assertThat(see(WHOLE.replace("site_id: 5", "site_id: 5.0"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "site_id: 5, site_id: 6, SITE_ID",
        "site_id: 5, site_id: null, SITE_ID",
        "'1111', '2222', TREE_ID",
        "tree_id: '1, tree_id: 'x1, TREE_ID",
        "state: 'ready', state: null, STATE",
        "state: 'ready', state: 7, STATE",
        "20:00, 20:01, CREATED_AT",
    })
    void identity_and_pointer_do_not_change_and_a_state_stays_one(
            String from, String to, DeployField field) {
        see(WHOLE);
        assertThat(see(WHOLE.replace(from, to))).contains(field);
        assertThat(see(WHOLE.replace(from, to))).as("for as long as it is so").contains(field);
    }

    @Test
    void another_state_is_the_platform_at_work_and_so_is_what_was_not_there_before() {
        see("_id: 'd', state: 'building'");
        assertThat(see("_id: 'd', state: 'uploaded', title: 'T'")).isEmpty();
        assertThat(see(WHOLE)).isEmpty();
        assertThat(see("_id: 'd', state: 'ready'")).isPresent();
    }

    @Test
    void what_we_set_aside_is_none() {
        see(WHOLE);
        assertThat(see("_id: 'd', state: 'error', error_message: 'deploy-reconciler: lost'"))
                .isEmpty();
    }

    @Test
    void of_too_many_it_is_always_the_same_sample() {
        Sightings few = new Sightings(Names.defaults(), 10);
        for (int i = 0; i < 1_000; i++) {
            see(few, "_id: " + i + ", branch: 'main'");
        }
        int changed = 0;
        for (int i = 999; i >= 0; i--) {
            changed += see(few, "_id: " + i + ", branch: 'other'").isPresent() ? 1 : 0;
        }
        assertThat(changed).isEqualTo(10);
    }
}
