package dev.reconciler.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.MongoCursor;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.model.SourceAway;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

class MongoRangeCursorTest {
    private final List<KeyRange> asked = new ArrayList<>();

    @Test
    void a_cursor_that_broke_or_was_forgotten_goes_on_after_the_last_id() {
        for (Supplier<MongoException> fault :
                List.<Supplier<MongoException>>of(
                        MongoRangeCursorTest::broken, MongoRangeCursorTest::forgotten)) {
            asked.clear();
            assertThat(read(breakingAfter(3, 1, fault)))
                    .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
            assertThat(asked)
                    .containsExactly(
                            KeyRange.all(), new KeyRange(Optional.of(id(2)), Optional.empty()));
        }
    }

    @Test
    void a_server_that_stays_away_is_a_problem_after_a_few_tries() {
        assertThatThrownBy(() -> read(breakingAfter(3, 100, MongoRangeCursorTest::broken)))
                .isInstanceOf(SourceAway.class)
                .hasMessageContaining("the connection to the database broke");
        assertThat(asked).hasSize(4);
    }

    @Test
    void an_error_that_would_come_again_is_a_problem_at_once() {
        assertThatThrownBy(() -> read(breakingAfter(3, 1, () -> new MongoException(2, "BadValue"))))
                .isInstanceOf(Problem.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_server_with_another_order_is_refused_before_anything_is_left_out() {
        var cursor =
                new MongoRangeCursor(
                        "here",
                        KeyRange.all(),
                        range -> serving(List.of(document(1), document(3), document(2)), none()));
        cursor.next();
        cursor.next();
        assertThatThrownBy(cursor::next)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("does not sort ids");
    }

    @Test
    void a_document_that_cannot_be_decoded_is_an_item_of_its_own() {
        byte[] broken = document(2).getByteBuffer().array().clone();
        broken[4] = 0x66;
        var cursor =
                new MongoRangeCursor(
                        "here",
                        KeyRange.all(),
                        range ->
                                serving(
                                        List.of(
                                                document(1),
                                                new RawBsonDocument(broken),
                                                document(3)),
                                        none()));
        assertThat(cursor.next()).get().isInstanceOf(Item.Document.class);
        assertThat(cursor.next())
                .get()
                .isInstanceOfSatisfying(
                        Item.Unreadable.class,
                        item -> assertThat(item.where()).isEqualTo("here, document 2"));
        assertThat(cursor.next()).get().isInstanceOf(Item.Document.class);
        assertThat(cursor.next()).isEmpty();
    }

    private static Supplier<MongoException> none() {
        return () -> new MongoException("never");
    }

    private static MongoException broken() {
        return new MongoSocketReadException("reset", new ServerAddress());
    }

    private static MongoException forgotten() {
        return new MongoCursorNotFoundException(7, new BsonDocument(), new ServerAddress());
    }

    /**
     * Ten documents; so many cursors break, the first after that many documents, the others at
     * once.
     */
    private MongoRangeCursor breakingAfter(
            int documents, int times, Supplier<MongoException> fault) {
        return new MongoRangeCursor(
                "here",
                KeyRange.all(),
                range -> {
                    asked.add(range);
                    var rest =
                            IntStream.range(0, 10)
                                    .mapToObj(MongoRangeCursorTest::document)
                                    .filter(d -> range.has(Id.ofDocument(d).orElseThrow()))
                                    .toList();
                    return asked.size() > times
                            ? serving(rest, none())
                            : serving(
                                    asked.size() == 1 ? rest.subList(0, documents) : List.of(),
                                    fault,
                                    true);
                });
    }

    private static List<Integer> read(MongoRangeCursor cursor) {
        List<Integer> read = new ArrayList<>();
        for (var item = cursor.next(); item.isPresent(); item = cursor.next()) {
            read.add(((Item.Document) item.get()).document().getInt32("_id").getValue());
        }
        return read;
    }

    private static MongoCursor<RawBsonDocument> serving(
            List<RawBsonDocument> documents, Supplier<MongoException> fault) {
        return serving(documents, fault, false);
    }

    private static MongoCursor<RawBsonDocument> serving(
            List<RawBsonDocument> documents, Supplier<MongoException> fault, boolean breaks) {
        Iterator<RawBsonDocument> all = documents.iterator();
        return new MongoCursor<>() {
            @Override
            public boolean hasNext() {
                if (!all.hasNext() && breaks) {
                    throw fault.get();
                }
                return all.hasNext();
            }

            @Override
            public RawBsonDocument next() {
                return all.next();
            }

            @Override
            public int available() {
                return 0;
            }

            @Override
            public RawBsonDocument tryNext() {
                return all.next();
            }

            @Override
            public ServerCursor getServerCursor() {
                return null;
            }

            @Override
            public ServerAddress getServerAddress() {
                return new ServerAddress();
            }

            @Override
            public void close() {}
        };
    }

    private static Id id(int id) {
        return Id.of(new BsonInt32(id));
    }

    private static RawBsonDocument document(int id) {
        return new RawBsonDocument(
                new BsonDocument("_id", new BsonInt32(id)), new BsonDocumentCodec());
    }
}
