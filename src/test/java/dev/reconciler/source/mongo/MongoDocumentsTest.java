package dev.reconciler.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.source.DocumentSource;
import dev.reconciler.source.DocumentSourceContract;
import dev.reconciler.source.KeyRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MongoDocumentsTest extends DocumentSourceContract {
    private static TestMongo mongo;

    private final List<MongoDocuments> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        mongo = new TestMongo();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @AfterEach
    void close() {
        opened.forEach(MongoDocuments::close);
    }

    private static List<RawBsonDocument> those(MongoDocuments source, List<Id> ids) {
        List<RawBsonDocument> found = new ArrayList<>();
        source.each("deploys", ids, found::add);
        return found;
    }

    @Override
    protected List<BsonValue> ids() {
        return mongo.taken(super.ids().stream().map(MongoDocumentsTest::document).toList()).stream()
                .map(document -> document.get("_id"))
                .toList();
    }

    @Override
    protected DocumentSource holding(Map<String, List<RawBsonDocument>> collections) {
        String database = mongo.newDatabase();
        collections.forEach((name, documents) -> {
            mongo.database(database).createCollection(name);
            if (!documents.isEmpty()) {
                mongo.collection(database, name).insertMany(documents);
            }
        });
        return connect(database);
    }

    private MongoDocuments connect(String database) {
        var documents = MongoDocuments.connect(mongo.uri(), database, "deploys");
        opened.add(documents);
        return documents;
    }

    private MongoDocuments holding(List<BsonDocument> deploys) {
        return (MongoDocuments)
                holding(
                        Map.of(
                                "deploys",
                                deploys.stream().map(DocumentSourceContract::raw).toList()));
    }

    private static BsonDocument document(BsonValue id) {
        return new BsonDocument("_id", id);
    }

    @Test
    void documents_are_got_by_ids_of_any_type_a_number_by_its_value() {
        var source =
                holding(
                        List.of(
                                document(new BsonInt32(5)),
                                document(new BsonString("5")),
                                document(new BsonString("a"))));
        var ids =
                List.of(
                        Id.of(new BsonInt64(5)),
                        Id.of(new BsonString("a")),
                        Id.of(new BsonString("gone")));
        assertThat(those(source, ids))
                .extracting(found -> found.get("_id"))
                .containsExactlyInAnyOrder(new BsonInt32(5), new BsonString("a"));
        assertThat(those(source, List.of())).isEmpty();
    }

    @Test
    void many_documents_are_got_at_once() {
        var source =
                holding(
                        IntStream.range(0, 1_700)
                                .mapToObj(i -> document(new BsonInt32(i)))
                                .toList());
        var ids = IntStream.range(100, 1_800).mapToObj(i -> Id.of(new BsonInt32(i))).toList();
        assertThat(those(source, ids)).hasSize(1_600);
    }

    @Test
    void a_range_does_not_stop_where_a_type_ends() {
        var source =
                holding(
                        List.of(
                                document(new BsonInt32(1)),
                                document(new BsonInt32(2)),
                                document(new BsonString("a"))));
        var afterTheFirst = new KeyRange(Optional.of(Id.of(new BsonInt32(1))), Optional.empty());
        try (var cursor = source.open("deploys", afterTheFirst)) {
            assertThat(cursor.next()).isPresent();
            assertThat(cursor.next()).isPresent();
            assertThat(cursor.next()).isEmpty();
        }
    }

    @Test
    void the_newest_date_is_found_whatever_else_stands_in_the_field() {
        var source =
                holding(
                        List.of(
                                document(new BsonInt32(1)).append("at", new BsonDateTime(1_000)),
                                document(new BsonInt32(2)).append("at", new BsonString("2099")),
                                document(new BsonInt32(3)).append("at", new BsonDateTime(2_000)),
                                document(new BsonInt32(4))));
        assertThat(source.newest("deploys", "at")).contains(Instant.ofEpochMilli(2_000));
        assertThat(source.newest("sites", "at")).isEmpty();
        assertThat(source.count("deploys")).isEqualTo(4);
    }

    @Test
    void what_changed_since_is_shown_by_date_for_as_long_as_it_is_wanted_if_an_index_finds_it() {
        String database = mongo.newDatabase();
        List<Integer> dates = List.of(3_000, 1_000, 2_000, 2_000, 4_000);
        for (int i = 0; i < dates.size(); i++) {
            BsonDocument deploy =
                    document(new BsonInt32(i)).append("at", new BsonDateTime(dates.get(i)));
            mongo.collection(database, "deploys").insertOne(DocumentSourceContract.raw(deploy));
        }
        var source = connect(database);
        List<Long> seen = new ArrayList<>();
        Predicate<RawBsonDocument> three =
                deploy -> seen.add(deploy.getDateTime("at").getValue()) && seen.size() < 3;

        assertThat(source.changedSince("deploys", "at", Instant.EPOCH, three)).isEmpty();
        assertThat(seen).isEmpty();
        mongo.collection(database, "deploys").createIndex(new BsonDocument("at", new BsonInt32(1)));
        assertThat(source.changedSince("deploys", "at", Instant.ofEpochMilli(2_000), three))
                .contains(Instant.ofEpochMilli(3_000));
        assertThat(seen).containsExactly(2_000L, 2_000L, 3_000L);
    }

    /** The server finds it, since a query for a date finds elements, too. */
    @Test
    void what_holds_a_date_in_an_array_only_was_not_changed_then() {
        String database = mongo.newDatabase();
        var deploys = mongo.collection(database, "deploys");
        BsonDateTime at = new BsonDateTime(1_000);
        deploys.insertOne(
                DocumentSourceContract.raw(
                        document(new BsonInt32(1))
                                .append("at", new BsonArray(List.of(new BsonDateTime(2_000))))));
        deploys.insertOne(DocumentSourceContract.raw(document(new BsonInt32(2)).append("at", at)));
        deploys.createIndex(new BsonDocument("at", new BsonInt32(1)));
        var source = connect(database);
        List<BsonValue> seen = new ArrayList<>();
        assertThat(
                        source.changedSince(
                                "deploys",
                                "at",
                                Instant.EPOCH,
                                deploy -> seen.add(deploy.get("_id"))))
                .contains(Instant.ofEpochMilli(1_000));
        assertThat(seen).containsExactly(new BsonInt32(2));
        assertThat(source.newest("deploys", "at")).contains(Instant.ofEpochMilli(1_000));
    }

    @Test
    void it_says_where_it_is_and_its_version() {
        var source = connect(mongo.newDatabase());
        assertThat(source.description()).startsWith("mongodb://" + source.hosts() + "/");
        assertThat(source.version()).isPresent();
    }

    @Test
    void a_database_that_is_not_there_has_no_collections() {
        var source = connect("nowhere");
        assertThatThrownBy(() -> source.require("deploys"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("there is no collection deploys")
                .hasMessageContaining("It has no collections");
    }

    @Test
    void a_server_that_does_not_answer_is_a_problem_that_says_why() {
        String uri = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300";
        assertThatThrownBy(() -> MongoDocuments.connect(uri, "platform", "deploys"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no database server answers (mongodb://127.0.0.1:1/platform)")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void a_wrong_password_is_a_problem_that_does_not_show_it() {
        String uri = TestMongo.withUser(mongo.uri(), "ada", "wrong-secret");
        assertThatThrownBy(() -> MongoDocuments.connect(uri, "platform", "deploys"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("refuses our user or password")
                .hasMessageNotContaining("wrong-secret");
    }

    @Test
    void a_uri_that_is_none_is_a_problem_that_does_not_show_it() {
        assertThatThrownBy(() ->
                        MongoDocuments.connect("mongodb://ada:se:cr@et@db1", "platform", "deploys"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no MongoDB URI")
                .hasMessageNotContaining("et@");
    }
}
