package dev.reconciler.verify;

import static dev.reconciler.verify.TreeParser.require;
import static dev.reconciler.verify.TreeParser.shown;

import dev.reconciler.model.TreeId;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of one entry as they were found, before it is known of which type the entry is.
 *
 * @param size empty where it is no whole number, which matters for a file only
 */
record Members(
        Optional<String> name, Optional<String> type, Optional<String> id, OptionalLong size) {

    static Members read(JsonParser json) {
        require(json.currentToken() == JsonToken.START_OBJECT, "an entry is no JSON object");
        Optional<String> name = Optional.empty();
        Optional<String> type = Optional.empty();
        Optional<String> id = Optional.empty();
        OptionalLong size = OptionalLong.empty();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "name" -> name = text(json);
                case "type" -> type = text(json);
                case "id" -> id = text(json);
                case "size" -> size = wholeNumber(json);
                default -> json.skipChildren();
            }
        }
        return new Members(name, type, id, size);
    }

    TreeEntry entry() {
        String checkedName = name.orElseThrow(() -> new TreeParser.NoTree("an entry has no name"));
        requireName(checkedName);
        TreeId checkedId =
                id.flatMap(TreeId::of)
                        .orElseThrow(
                                () -> new TreeParser.NoTree(shown(checkedName) + " has no hex id"));
        return switch (type.orElse("")) {
            case "tree" -> new TreeEntry.Tree(checkedName, checkedId);
            case "blob" -> new TreeEntry.Blob(checkedName, checkedId.hex(), fileSize(checkedName));
            default -> throw new TreeParser.NoTree(shown(checkedName) + " is no tree and no blob");
        };
    }

    private long fileSize(String checkedName) {
        require(
                size.isPresent() && size.getAsLong() >= 0,
                "the file " + shown(checkedName) + " has no size");
        return size.getAsLong();
    }

    private static void requireName(String name) {
        require(
                !name.isEmpty()
                        && !name.equals(".")
                        && !name.equals("..")
                        && name.indexOf('/') < 0
                        && name.indexOf('\0') < 0,
                "an entry may not have the name " + shown(name));
    }

    private static Optional<String> text(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return Optional.of(json.getString());
        }
        json.skipChildren();
        return Optional.empty();
    }

    private static OptionalLong wholeNumber(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return OptionalLong.of(json.getLongValue());
        }
        json.skipChildren();
        return OptionalLong.empty();
    }
}
