package dev.reconciler.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** What every live database does, whatever it is kept in. */
public abstract class LiveDatabaseContract {
    protected static final String COLLECTION = "deploys";

    /** A database with these deploys and nothing else. */
    protected abstract LiveDatabase holding(List<BsonDocument> deploys);

    /** Values that differ from each other, though some would pass for another in a filter. */
    protected List<Optional<BsonValue>> values() {
        BsonArray five = new BsonArray(List.of(new BsonInt32(5)));
        return List.<BsonValue>of(
                        new BsonInt32(5),
                        new BsonInt64(5),
                        new BsonDouble(5),
                        new BsonDecimal128(Decimal128.parse("5")),
                        new BsonDouble(Double.NaN),
                        five,
                        new BsonArray(List.of(five)),
                        new BsonArray(List.of(new BsonInt32(5), new BsonInt32(6))),
                        new BsonArray(List.of(new BsonString("$state"))),
                        new BsonString("$state"),
                        new BsonString("ready"),
                        new BsonString("Ready"),
                        new BsonString(""),
                        new BsonString("5"),
                        new BsonDateTime(5),
                        new BsonTimestamp(5),
                        new BsonObjectId(new ObjectId("5892f4e8e45f9a7c21bd0e11")),
                        new BsonString("5892f4e8e45f9a7c21bd0e11"),
                        new BsonDocument("$literal", new BsonInt32(5)),
                        new BsonDocument("a", new BsonInt32(5)),
                        new BsonDocument("a", new BsonInt32(5)).append("b", new BsonInt32(6)),
                        new BsonDocument("b", new BsonInt32(6)).append("a", new BsonInt32(5)),
                        new BsonBinary(new byte[] {1, 2}),
                        BsonBoolean.TRUE,
                        BsonBoolean.FALSE,
                        new BsonMinKey(),
                        new BsonMaxKey())
                .stream()
                .map(Optional::of)
                .toList();
    }

    private final List<Optional<BsonValue>> all = new ArrayList<>(values());

    /** Whether the server can compare such a value. */
    protected boolean compares(Optional<BsonValue> value) {
        return true;
    }

    @Test
    void a_value_matches_only_as_itself() {
        all.add(Optional.empty());
        List<BsonDocument> documents = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            documents.add(deploy("d" + i, all.get(i)));
        }
        for (int expected = 0; expected < all.size(); expected++) {
            if (!compares(all.get(expected))) {
                continue;
            }
            LiveDatabase database = holding(documents);
            for (int there = 0; there < all.size(); there++) {
                Swap swap = database.swap(change("d" + there, all.get(expected)));
                assertThat(swap instanceof Swap.Done)
                        .as("expected %s, there is %s: %s", all.get(expected), all.get(there), swap)
                        .isEqualTo(expected == there);
            }
        }
    }

    @Test
    void null_is_absent_but_an_array_with_a_null_is_not() {
        var database =
                holding(
                        List.of(
                                deploy("null", Optional.of(BsonNull.VALUE)),
                                deploy(
                                        "array",
                                        Optional.of(new BsonArray(List.of(BsonNull.VALUE)))),
                                deploy("empty", Optional.of(new BsonArray()))));
        assertThat(database.swap(change("null", Optional.empty()))).isInstanceOf(Swap.Done.class);
        assertThat(database.swap(change("array", Optional.empty())))
                .isInstanceOf(Swap.NoMatch.class);
        assertThat(database.swap(change("empty", Optional.empty())))
                .isInstanceOf(Swap.NoMatch.class);
    }

    @Test
    void only_the_named_fields_are_written_and_the_others_stay_in_their_place() {
        var document =
                BsonDocument.parse(
                        "{_id: 'd', zeta: 1, state: 'x', title: '<b>', tree_id: 'abc', a: {b: [1, null]}}");
        var database = holding(List.of(document));
        var expected = expecting(Map.of("state", new BsonString("x")));
        SortedMap<String, BsonValue> set =
                new TreeMap<>(
                        Map.of("state", new BsonString("$title"), "new", new BsonDateTime(1)));
        Swap swap =
                database.swap(
                        new Change(
                                COLLECTION,
                                id("d"),
                                expected,
                                set,
                                new TreeSet<>(List.of("tree_id", "gone"))));
        assertThat(swap)
                .isInstanceOfSatisfying(
                        Swap.Done.class, done -> assertThat(done.before()).isEqualTo(document));
        assertThat(read(database, "d").toJson())
                .isEqualTo(
                        BsonDocument.parse(
                                        "{_id: 'd', zeta: 1, state: '$title', title: '<b>', a: {b: [1, null]}, new: {$date: {$numberLong: '1'}}}")
                                .toJson());
    }

    @Test
    void what_is_not_as_expected_is_not_touched() {
        var document = BsonDocument.parse("{_id: 'd', state: 'x', title: 'y'}");
        var database = holding(List.of(document));
        var expected =
                expecting(Map.of("state", new BsonString("x"), "title", new BsonString("z")));
        SortedMap<String, BsonValue> set = new TreeMap<>(Map.of("state", new BsonString("ready")));
        assertThat(database.swap(new Change(COLLECTION, id("d"), expected, set, new TreeSet<>())))
                .isInstanceOf(Swap.NoMatch.class);
        assertThat(read(database, "d")).isEqualTo(document);
    }

    @Test
    void a_document_that_is_not_there_matches_nothing_and_is_not_made() {
        var database = holding(List.of());
        assertThat(database.swap(change("d", Optional.empty()))).isInstanceOf(Swap.NoMatch.class);
        assertThat(database.read(COLLECTION, id("d"))).isEmpty();
    }

    @Test
    void documents_are_found_by_ids_of_any_type() {
        List<BsonValue> ids =
                List.of(
                        new BsonInt32(5),
                        new BsonString("5"),
                        new BsonObjectId(new ObjectId("5892f4e8e45f9a7c21bd0e11")),
                        new BsonDocument("a", new BsonInt32(1)),
                        new BsonDateTime(6));
        var database =
                holding(
                        ids.stream()
                                .map(id ->
                                        new BsonDocument("_id", id).append("n", new BsonInt32(1)))
                                .toList());
        assertThat(read(database, ids)).hasSize(5);
        for (BsonValue id : ids) {
            var expected = expecting(Map.of("n", new BsonInt32(1)));
            SortedMap<String, BsonValue> set = new TreeMap<>(Map.of("n", new BsonInt32(2)));
            Swap swap =
                    database.swap(
                            new Change(COLLECTION, Id.of(id), expected, set, new TreeSet<>()));
            assertThat(swap).as("%s", id).isInstanceOf(Swap.Done.class);
        }
        assertThat(read(database, List.of(new BsonInt64(5))))
                .singleElement()
                .satisfies(found -> assertThat(found.get("n")).isEqualTo(new BsonInt32(2)));
    }

    @Test
    void documents_are_found_by_a_value_that_they_have_but_not_by_an_element_of_an_array() {
        BsonString wanted = new BsonString("x");
        var database =
                holding(
                        List.of(
                                deploy("one", Optional.of(wanted)),
                                deploy("two", Optional.of(wanted)),
                                deploy("five", Optional.of(new BsonInt64(5))),
                                deploy("array", Optional.of(new BsonArray(List.of(wanted)))),
                                deploy("null", Optional.of(BsonNull.VALUE)),
                                deploy("none", Optional.empty())));
        assertThat(database.having(COLLECTION, "f", Set.of(id("x"), Id.of(new BsonInt32(5)))))
                .isEqualTo(
                        Map.of(
                                id("x"),
                                Set.of(id("one"), id("two")),
                                Id.of(new BsonInt32(5)),
                                Set.of(id("five"))));
    }

    private static BsonDocument read(LiveDatabase database, String id) {
        return database.read(COLLECTION, id(id)).orElseThrow();
    }

    private static List<RawBsonDocument> read(LiveDatabase database, List<BsonValue> ids) {
        List<RawBsonDocument> found = new ArrayList<>();
        database.read(COLLECTION, ids.stream().map(Id::of).toList(), found::add);
        return found;
    }

    private static BsonDocument deploy(String id, Optional<BsonValue> value) {
        BsonDocument document = new BsonDocument("_id", new BsonString(id));
        value.ifPresent(present -> document.append("f", present));
        return document;
    }

    private static Change change(String id, Optional<BsonValue> expected) {
        SortedMap<String, Optional<BsonValue>> fields = new TreeMap<>();
        fields.put("f", expected);
        SortedMap<String, BsonValue> set = new TreeMap<>(Map.of("written", BsonBoolean.TRUE));
        return new Change(COLLECTION, id(id), fields, set, new TreeSet<>());
    }

    private static SortedMap<String, Optional<BsonValue>> expecting(Map<String, BsonValue> fields) {
        SortedMap<String, Optional<BsonValue>> expected = new TreeMap<>();
        fields.forEach((field, value) -> expected.put(field, Optional.of(value)));
        return expected;
    }

    private static Id id(String text) {
        return Id.of(new BsonString(text));
    }

    protected static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }
}
