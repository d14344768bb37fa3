package dev.reconciler.job.apply;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Names;
import dev.reconciler.source.mongo.MongoDocuments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deploys are read over and over, in no time that would hold the writing up. */
class RoundsTest {
    private static final Instant NOW = Instant.parse("2017-02-02T20:30:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ServerWithFaults server = new ServerWithFaults();
    private MongoDocuments live;

    @BeforeEach
    void connect() {
        live = MongoDocuments.connect(server.uri(), "platform", "deploys");
    }

    @AfterEach
    void close() {
        live.close();
        server.close();
    }

    private void deploy(String id, Instant updated) {
        server.collection("deploys")
                .insertOne(
                        SignedPlan.deploy(id(id))
                                .append("updated_at", new BsonDateTime(updated.toEpochMilli())));
    }

    private Rounds rounds(Duration part) {
        return new Rounds(live, Names.defaults(), Clock.fixed(NOW, ZoneOffset.UTC), part);
    }

    private static List<String> shown(Rounds rounds) {
        List<String> shown = new ArrayList<>();
        rounds.show(
                NOW.minusSeconds(60), document -> shown.add(document.getString("_id").getValue()));
        return shown;
    }

    @Test
    void each_time_shows_all_where_there_is_time_for_them() {
        deploy("a", NOW);
        deploy("b", NOW);
        Rounds rounds = rounds(LONG);
        assertThat(shown(rounds)).containsExactly("a", "b");
        assertThat(shown(rounds)).containsExactly("a", "b");
    }

    @Test
    void where_there_is_not_the_next_goes_on_until_the_round_begins_anew() {
        List.of("a", "b", "c").forEach(id -> deploy(id, NOW));
        Rounds rounds = rounds(Duration.ZERO);
        assertThat(shown(rounds)).containsExactly("a");
        assertThat(shown(rounds)).containsExactly("b");
        assertThat(shown(rounds)).containsExactly("c");
        assertThat(shown(rounds)).isEmpty();
        assertThat(shown(rounds)).containsExactly("a");
    }

    @Test
    void those_that_changed_of_late_come_first_where_an_index_finds_them() {
        server.collection("deploys").createIndex(new BsonDocument("updated_at", new BsonInt32(1)));
        deploy("a", NOW.minusSeconds(100));
        deploy("of late", NOW.minusSeconds(30));
        deploy("to come", NOW.plusSeconds(1_000));
        Rounds rounds = rounds(LONG);
        assertThat(shown(rounds)).startsWith("of late", "to come", "a");
        deploy("later", NOW.plusSeconds(1));
        assertThat(shown(rounds)).startsWith("later", "to come", "a");
    }

    /** As a migration leaves them. */
    @Test
    void more_of_one_moment_than_there_is_time_for_do_not_hide_what_comes_after_them() {
        server.collection("deploys").createIndex(new BsonDocument("updated_at", new BsonInt32(1)));
        List.of("a", "b", "c").forEach(id -> deploy(id, NOW.minusSeconds(30)));
        deploy("d", NOW.minusSeconds(29));
        Rounds rounds = rounds(Duration.ZERO);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shown.add(shown(rounds).getFirst());
        }
        assertThat(shown).endsWith("d");
    }
}
