package dev.reconciler.source.pointerlog;

import dev.reconciler.model.Id;
import dev.reconciler.model.Quoted;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one line: {@code
 * {"at":"2017-02-02T10:00:00Z","deploy_id":"…","site_id":"…","tree_id":"…"}}. Without its time or
 * its deploy a line cannot be an entry; a site or tree of the wrong type is no evidence (contract,
 * section 3).
 */
final class LogLine {
    /** A name that stands twice, or anything after the object, leaves open what the line means. */
    private static final ObjectReader JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private static final Pattern TREE = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int LAST_YEAR = 9999;
    private static final int LONGEST_MESSAGE = 300;

    private final String file;
    private final long number;

    private LogLine(String file, long number) {
        this.file = file;
        this.number = number;
    }

    /** The item that the line in hand is. */
    static LogItem read(Lines lines, String file) {
        return new LogLine(file, lines.number()).item(lines);
    }

    private LogItem item(Lines lines) {
        if (lines.isTooLong()) {
            return unreadable("it is longer than 1 MiB");
        }
        try {
            return entry(JSON.readValue(lines.text()));
        } catch (CharacterCodingException notText) {
            return unreadable("it is no UTF-8");
        } catch (JacksonException notJson) {
            return unreadable(
                    "it is no JSON: " + Quoted.of(notJson.getOriginalMessage(), LONGEST_MESSAGE));
        }
    }

    private LogItem entry(JsonNode line) {
        var at = time(line.path("at"));
        var deploy = id(line.path("deploy_id"));
        if (at.isEmpty()) {
            return unreadable("it has no at, a time such as 2017-02-02T10:00:00Z");
        }
        if (deploy.isEmpty()) {
            return unreadable("it has no deploy_id");
        }
        var site = id(line.path("site_id")).map(Id::value);
        return new LogItem.Entry(
                at.get(), deploy.get(), site, tree(line.path("tree_id")), file, number);
    }

    private LogItem unreadable(String why) {
        return new LogItem.UnreadableLine(file, number, why);
    }

    private static Optional<Instant> time(JsonNode at) {
        try {
            return at.isString()
                    ? Optional.of(OffsetDateTime.parse(at.stringValue()))
                            .filter(LogLine::isSane)
                            .map(OffsetDateTime::toInstant)
                    : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Years beyond four digits do not fit into BSON's dates. */
    private static boolean isSane(OffsetDateTime time) {
        return time.getYear() >= 0 && time.getYear() <= LAST_YEAR;
    }

    /** Null is absent. */
    private static Optional<Id> id(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        String text = node.isString() ? node.stringValue() : node.toString();
        if (!isText(text)) {
            return Optional.empty();
        }
        return node.isString() ? Optional.of(Id.ofString(text)) : Id.fromJson(text);
    }

    /**
     * Half a character, which JSON can write, has no UTF-8: as an id it would be the same as any
     * other half.
     */
    private static boolean isText(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    private static Optional<String> tree(JsonNode node) {
        return node.isString()
                ? Optional.of(node.stringValue()).filter(text -> TREE.matcher(text).matches())
                : Optional.empty();
    }
}
