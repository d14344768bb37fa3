package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.Oracle;
import dev.reconciler.report.Hostile;
import dev.reconciler.report.SafeText;
import dev.reconciler.source.mongo.TestMongo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * A platform whose every name, title and file name was written by an enemy, with ids and pointers
 * of types that nobody uses: repaired like any other, and told in a way that harms nobody who reads
 * it.
 */
class HostileDataTest extends AcceptanceContract {
    private static final int MEGABYTE = 1 << 20;

    /** For a file's name; the program cuts longer paths than the oracle. */
    private static final int LONG = 60_000;

    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\u200C\u200D]]");
    private static final Pattern ELEMENT = Pattern.compile("<(script|img|b>)");
    private static final String NOWHERE = "0".repeat(64);

    /** As a document can hold them. */
    private static final List<String> TEXTS =
            Stream.concat(
                            Hostile.pieces().stream()
                                    .filter(StandardCharsets.UTF_8.newEncoder()::canEncode),
                            Stream.of(
                                    "\u001B]0;title\u0007\u001B]8;;http://x\u001B\\click",
                                    "\u009B31m",
                                    "\u200B\u2060\u00AD",
                                    "x".repeat(MEGABYTE),
                                    "\u001B".repeat(MEGABYTE / 16),
                                    "<b>".repeat(MEGABYTE / 16)))
                    .toList();

    private static final List<BsonValue> VALUES =
            List.of(
                    new BsonMinKey(),
                    new BsonMaxKey(),
                    new BsonInt32(7),
                    new BsonInt64(1L << 60),
                    new BsonDouble(6.5),
                    new BsonBoolean(true),
                    new BsonDateTime(Long.MIN_VALUE),
                    new BsonTimestamp(1, 2),
                    new BsonBinary(new byte[] {1, 2, 3}),
                    new BsonDocument("<b>", new BsonString("\u001B[2J")));

    @Override
    Known known() {
        TestMongo.assumeNoFerret("values of every type");
        Oddities odd = new Oddities(11);
        nameOwners(odd.owners());
        TEXTS.forEach(text -> odd.wiped(new BsonString(id(text)), new BsonString(text)));
        VALUES.forEach(id -> odd.wiped(id, new BsonString("an id of an odd type")));
        VALUES.forEach(value -> pointer(odd, value));
        pointer(odd, new BsonArray(List.of(new BsonString(NOWHERE))));
        odd.preview("files", odd.put(tree()));
        Incident incident = odd.incident();
        return new Known(
                incident,
                OracleTruth.of(Oracle.plan(incident)),
                Staged.Layout.S3_AND_DUMP,
                Optional.empty());
    }

    private static void nameOwners(List<BsonDocument> owners) {
        int n = 0;
        for (BsonDocument owner : owners) {
            String text = TEXTS.get(n++ % TEXTS.size());
            owner.put("name", new BsonString(text));
            owner.put("notification_email", new BsonString(text));
            owner.put("billing_email", new BsonString(text));
        }
    }

    /** The server within the JVM does not sort all texts as MongoDB does. */
    private static String id(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 128);
        return "id " + (ascii ? text : Integer.toHexString(text.hashCode()));
    }

    private static void pointer(Oddities odd, BsonValue value) {
        odd.wiped(new BsonString("pointer " + value), new BsonString("")).append("tree_id", value);
    }

    /** Its files are all missing. */
    private static String tree() {
        List<String> entries = new ArrayList<>();
        for (String text : TEXTS) {
            String name =
                    text.substring(0, Math.min(text.length(), LONG))
                            .replace("/", "")
                            .replace("\0", "")
                            .replace("..", "");
            entries.add(
                    new BsonDocument("name", new BsonString(name + entries.size()))
                            .append("type", new BsonString("blob"))
                            .append("id", new BsonString(NOWHERE))
                            .append("size", new BsonInt32(1))
                            .toJson());
        }
        return "{\"entries\":[" + String.join(",", entries) + "]}";
    }

    @Test
    void nothing_that_is_printed_does_more_than_being_read() {
        assertThat(List.of(repair().made(), repair().shown(), repair().applied()))
                .allSatisfy(HostileDataTest::isPlain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001B[2J", "\u202Egnp", "<script>alert(1)</script>"})
    void no_story_does(String text) {
        Shell shell = new Shell(repair().plan().getParent().getParent());
        String plan = repair().plan().getFileName().toString();
        Said story = shell.run("show", plan, "--deploy", id(text));
        assertThat(story.status()).as(story.toString()).isZero();
        isPlain(story);
        isPlain(shell.run("show", plan, "--deploy", id(text), "--json"));
    }

    private static void isPlain(Said said) {
        assertThat((said.out() + said.err()).lines())
                .allSatisfy(line -> assertThat(line).isEqualTo(SafeText.of(line, MEGABYTE)));
    }

    @Test
    void no_page_and_no_table_holds_what_is_not_seen() throws IOException {
        List<Path> files = files(".html", ".csv");
        assertThat(files).hasSizeGreaterThan(5);
        for (Path file : files) {
            String text = Files.readString(file).replaceAll("^\uFEFF|[\r\n]", "");
            assertThat(UNSEEN.matcher(text).find()).as(file.toString()).isFalse();
        }
    }

    @Test
    void no_page_holds_an_element_of_theirs() throws IOException {
        for (Path file : files(".html")) {
            assertThat(ELEMENT.matcher(Files.readString(file)).find())
                    .as(file.toString())
                    .isFalse();
        }
    }

    @Test
    void no_cell_of_a_table_is_a_formula() throws IOException {
        for (Path file : files(".csv")) {
            try (MappingIterator<String[]> rows =
                    new CsvMapper()
                            .readerFor(String[].class)
                            .with(CsvReadFeature.WRAP_AS_ARRAY)
                            .readValues(file.toFile())) {
                rows.forEachRemaining(row ->
                        assertThat(row).noneMatch(cell -> cell.strip().matches("(?s)[=+@-].*")));
            }
        }
    }

    @Test
    void a_megabyte_of_a_name_does_not_fill_the_pages() throws IOException {
        for (Path file : files(".html", ".csv")) {
            assertThat(Files.size(file)).as(file.toString()).isLessThan(MEGABYTE / 4);
        }
    }

    private List<Path> files(String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(repair().plan())) {
            return all.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .toList();
        }
    }
}
