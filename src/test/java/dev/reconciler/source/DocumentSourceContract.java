package dev.reconciler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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

/**
 * What every source of documents does, whatever it reads. An adapter's test extends it and says how
 * to fill one.
 */
public abstract class DocumentSourceContract {
    /** A source that holds these collections and no others; one without documents is there, too. */
    protected abstract DocumentSource holding(Map<String, List<RawBsonDocument>> collections);

    /** Ids of every type that the source can hold, no two equal. */
    protected List<BsonValue> ids() {
        return List.of(
                new BsonMinKey(),
                new BsonNull(),
                new BsonInt32(-5),
                new BsonInt32(7),
                new BsonInt64(1L << 53),
                new BsonInt64((1L << 53) + 1),
                new BsonDouble(6.5),
                new BsonDouble(Double.NEGATIVE_INFINITY),
                new BsonDecimal128(Decimal128.parse("6.75")),
                new BsonString(""),
                new BsonString("5892f4e8e45f9a7c21bd0e11"),
                new BsonString("zürich"),
                new BsonDocument("a", new BsonInt32(1)),
                new BsonDocument("a", new BsonString("x")).append("b", new BsonNull()),
                new BsonBinary(new byte[] {1, 2, 3}),
                new BsonBinary(new byte[] {0, 0, 0, 0}),
                new BsonObjectId(new ObjectId("5892f4e8e45f9a7c21bd0e11")),
                new BsonObjectId(new ObjectId("ffffffffffffffffffffffff")),
                new BsonBoolean(false),
                new BsonBoolean(true),
                new BsonDateTime(-1),
                new BsonDateTime(1_486_000_000_000L),
                new BsonTimestamp(1_486_000_000, 3),
                new BsonMaxKey());
    }

    @Test
    void every_document_comes_once_byte_for_byte() {
        var documents = documents(ids());
        assertThat(hex(read(holding(Map.of("deploys", documents)), KeyRange.all())))
                .containsExactlyInAnyOrderElementsOf(hex(documents));
    }

    @Test
    void documents_come_in_id_order_where_the_source_says_so() {
        var source = holding(Map.of("deploys", documents(ids().reversed())));
        var ids = read(source, KeyRange.all()).stream().map(DocumentSourceContract::id).toList();
        assertThat(source.sortedById() ? ids : ids.stream().sorted().toList())
                .isSorted()
                .hasSize(ids().size());
    }

    @Test
    void a_range_begins_after_its_first_id_and_ends_with_its_last() {
        var source = holding(Map.of("deploys", documents(ids())));
        var sorted = ids().stream().map(Id::of).sorted().toList();
        for (int from = 0; from < sorted.size(); from++) {
            int to = Math.min(from + 5, sorted.size() - 1);
            var range = new KeyRange(Optional.of(sorted.get(from)), Optional.of(sorted.get(to)));
            assertThat(read(source, range).stream().map(DocumentSourceContract::id))
                    .containsExactlyInAnyOrderElementsOf(sorted.subList(from + 1, to + 1));
        }
    }

    @Test
    void ranges_that_cover_all_ids_give_every_document_once() {
        var documents = documents(ids());
        var source = holding(Map.of("deploys", documents));
        for (var id : ids()) {
            var split = Optional.of(Id.of(id));
            var both = new ArrayList<>(read(source, new KeyRange(Optional.empty(), split)));
            both.addAll(read(source, new KeyRange(split, Optional.empty())));
            assertThat(hex(both)).containsExactlyInAnyOrderElementsOf(hex(documents));
        }
    }

    @Test
    void a_collection_that_is_not_there_has_no_documents() {
        var source = holding(Map.of("deploys", documents(ids())));
        assertThat(read(source, "builds", KeyRange.all())).isEmpty();
    }

    @Test
    void collections_are_listed_the_empty_ones_too() {
        var source = holding(Map.of("deploys", documents(ids()), "sites", List.of()));
        assertThat(source.collections()).containsOnlyKeys("deploys", "sites");
        assertThat(read(source, "sites", KeyRange.all())).isEmpty();
    }

    @Test
    void a_required_collection_that_is_missing_is_a_problem_that_says_what_is_there() {
        var source = holding(Map.of("deploys", documents(ids())));
        source.require("deploys");
        assertThatThrownBy(() -> source.require("deploy"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no collection deploy ")
                .hasMessageContaining("It has deploys");
    }

    @Test
    void two_cursors_do_not_disturb_each_other() {
        var source = holding(Map.of("deploys", documents(ids())));
        try (var one = source.open("deploys", KeyRange.all());
                var other = source.open("deploys", KeyRange.all())) {
            for (int i = 0; i < ids().size(); i++) {
                assertThat(document(one.next().orElseThrow()))
                        .isEqualTo(document(other.next().orElseThrow()));
            }
            assertThat(one.next()).isEmpty();
            assertThat(one.next()).isEmpty();
        }
    }

    @Test
    void a_document_of_the_largest_size_is_read() {
        var large =
                new BsonDocument("_id", new BsonInt32(1))
                        .append("x", new BsonString("x".repeat((16 << 20) - 100)));
        assertThat(read(holding(Map.of("deploys", List.of(raw(large)))), KeyRange.all()))
                .hasSize(1);
    }

    @Test
    void many_documents_are_read_and_the_progress_grows() {
        var documents =
                documents(IntStream.range(0, 5_000).<BsonValue>mapToObj(BsonInt32::new).toList());
        var source = holding(Map.of("deploys", documents));
        try (var cursor = source.open("deploys", KeyRange.all())) {
            long before = 0;
            for (int i = 0; i < documents.size(); i++) {
                assertThat(cursor.next()).isPresent();
                assertThat(cursor.bytesRead()).isGreaterThanOrEqualTo(before);
                before = cursor.bytesRead();
            }
            assertThat(before).isPositive();
        }
    }

    public static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    private static List<RawBsonDocument> documents(List<BsonValue> ids) {
        return ids.stream()
                .map(id ->
                        raw(
                                new BsonDocument("_id", id)
                                        .append(
                                                "title",
                                                new BsonString("the deploy " + Id.of(id)))))
                .toList();
    }

    private static List<RawBsonDocument> read(DocumentSource source, KeyRange range) {
        return read(source, "deploys", range);
    }

    private static List<RawBsonDocument> read(
            DocumentSource source, String collection, KeyRange range) {
        var documents = new ArrayList<RawBsonDocument>();
        try (var cursor = source.open(collection, range)) {
            for (var item = cursor.next(); item.isPresent(); item = cursor.next()) {
                documents.add(document(item.get()));
            }
        }
        return documents;
    }

    private static RawBsonDocument document(Item item) {
        assertThat(item).isInstanceOf(Item.Document.class);
        return ((Item.Document) item).document();
    }

    private static Id id(RawBsonDocument document) {
        return Id.ofDocument(document).orElseThrow();
    }

    /** Bytes, since documents that are equal may differ in them. */
    private static List<String> hex(List<RawBsonDocument> documents) {
        return documents.stream().map(DocumentSourceContract::hex).toList();
    }

    private static String hex(RawBsonDocument document) {
        var buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
