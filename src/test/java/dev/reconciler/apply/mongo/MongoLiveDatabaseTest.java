package dev.reconciler.apply.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.apply.Change;
import dev.reconciler.apply.LiveDatabase;
import dev.reconciler.apply.LiveDatabaseContract;
import dev.reconciler.apply.Patience;
import dev.reconciler.apply.Swap;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.source.mongo.TestMongo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MongoLiveDatabaseTest extends LiveDatabaseContract {
    private static TestMongo mongo;

    private final List<MongoLiveDatabase> opened = new ArrayList<>();

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
        opened.forEach(MongoLiveDatabase::close);
    }

    @Override
    protected List<Optional<BsonValue>> values() {
        var documents =
                super.values().stream()
                        .map(value -> new BsonDocument("f", value.orElseThrow()))
                        .toList();
        return mongo.taken(documents).stream().map(it -> Optional.of(it.get("f"))).toList();
    }

    /** FerretDB knows no expressions. */
    @Override
    protected boolean compares(Optional<BsonValue> value) {
        return !mongo.isFerret() || value.map(ExactMatch::isPlain).orElse(true);
    }

    @Override
    protected LiveDatabase holding(List<BsonDocument> deploys) {
        String name = mongo.newDatabase();
        if (!deploys.isEmpty()) {
            mongo.collection(name, COLLECTION)
                    .insertMany(deploys.stream().map(LiveDatabaseContract::raw).toList());
        }
        return connect(mongo.uri(), name);
    }

    private LiveDatabase connect(String uri, String name) {
        var database = MongoLiveDatabase.connect(uri, name, Patience.usual());
        opened.add(database);
        return database;
    }

    @Test
    void a_server_that_does_not_answer_leaves_the_write_unknown_and_the_read_a_problem() {
        var nowhere = connect("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200", "platform");
        Id id = Id.of(new BsonString("d"));
        var change =
                new Change(
                        COLLECTION,
                        id,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeSet<>(List.of("f")));
        assertThat(nowhere.swap(change)).isInstanceOf(Swap.Unknown.class);
        assertThatThrownBy(() -> nowhere.read(COLLECTION, id))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("mongodb://127.0.0.1:1/platform");
    }
}
