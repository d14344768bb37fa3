package dev.reconciler.verify;

import dev.reconciler.model.Quoted;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.ObjectDigest;
import dev.reconciler.verify.ParsedTree.CorruptTree;
import dev.reconciler.verify.ParsedTree.Listing;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads tree objects, strictly: whatever is not the JSON of contract section 2 is corrupt. Members
 * that the contract does not name are allowed. Memory is bounded by the length of the object, and
 * the parser's own limits on nesting and numbers make an object corrupt, too.
 */
public final class TreeParser {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_MESSAGE = 300;

    private TreeParser() {}

    /**
     * Compares the digest, and only then looks into the bytes.
     *
     * @param bytes as they are stored
     */
    public static ParsedTree parse(TreeId id, byte[] bytes) {
        if (!ObjectDigest.matches(id.hex(), bytes)) {
            return new CorruptTree("its digest is not its id");
        }
        // RFC 8259: JSON is UTF-8. Jackson would guess at other encodings and mend broken ones.
        var text =
                new InputStreamReader(
                        new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new Listing(entries(json));
        } catch (NoTree e) {
            return new CorruptTree(e.why);
        } catch (JacksonException e) {
            return new CorruptTree(
                    "it is not JSON: " + Quoted.of(e.getOriginalMessage(), LONGEST_MESSAGE));
        }
    }

    private static List<TreeEntry> entries(JsonParser json) {
        require(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
        List<TreeEntry> entries = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            json.nextToken();
            if (member.equals("entries")) {
                entries = array(json);
            } else {
                json.skipChildren();
            }
        }
        require(json.nextToken() == null, "something follows the JSON object");
        if (entries == null) {
            throw new NoTree("it has no entries");
        }
        return entries;
    }

    private static List<TreeEntry> array(JsonParser json) {
        require(json.currentToken() == JsonToken.START_ARRAY, "its entries are no array");
        List<TreeEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            TreeEntry entry = Members.read(json).entry();
            require(names.add(entry.name()), "the name " + shown(entry.name()) + " stands twice");
            entries.add(entry);
        }
        return entries;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new NoTree(otherwise);
        }
    }

    /** A name as it may stand in a message. */
    static String shown(String name) {
        return "'" + Quoted.of(name, LONGEST_NAME) + "'";
    }

    /** The bytes are JSON, but no tree. */
    static final class NoTree extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String why;

        NoTree(String why) {
            super(why);
            this.why = why;
        }
    }
}
