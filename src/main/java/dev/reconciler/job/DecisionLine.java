package dev.reconciler.job;

import dev.reconciler.decide.Decided;
import dev.reconciler.decide.Decision;
import dev.reconciler.decide.Decision.Choice;
import dev.reconciler.job.DecisionsFile.Line;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of a file of decisions. What it says has to be clear: nothing in it is passed over. */
final class DecisionLine {
    /** A line as it has to be. */
    static final String EXAMPLE =
            "{\"deploy\": \"5892f4e8e45f9a7c21bd0e11\", \"remedy\": \"LEAVE\", \"by\": \"ada@example.org\", \"why\": \"its owner deploys again\"}";

    private static final int LONGEST = 1_000;
    private static final List<String> ALWAYS = List.of("deploy", "remedy", "by", "why");
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode node;
    private final String where;

    private DecisionLine(JsonNode node, String where) {
        this.node = node;
        this.where = where;
    }

    /**
     * The decisions of a file, by deploy; blank lines are none.
     *
     * @param file its name, for people
     * @throws Problem when lines are no decision, or the second one about a deploy
     */
    static Map<Id, Line> all(List<String> lines, String file) {
        Map<Id, Line> all = new LinkedHashMap<>();
        DecisionFaults faults = new DecisionFaults(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    add(all, i + 1, lines.get(i), file + ", line " + (i + 1));
                } catch (Problem problem) {
                    faults.add(problem);
                }
            }
        }
        faults.refuse();
        return all;
    }

    private static void add(Map<Id, Line> all, int number, String text, String where) {
        Line line = new Line(number, read(text, where).decision());
        Line first = all.putIfAbsent(line.decision().deploy(), line);
        if (first != null) {
            throw new Problem(
                    "a deploy is decided upon twice",
                    where
                            + ": "
                            + line.decision().deploy().text()
                            + ", as in line "
                            + first.number(),
                    "Keep one of the two lines");
        }
    }

    private static DecisionLine read(String line, String where) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node.isObject()) {
                return new DecisionLine(node, where);
            }
        } catch (JacksonException e) {
            throw new Problem(
                    "a line of the decisions is no JSON, or says something twice",
                    where,
                    "Write a line like " + EXAMPLE,
                    e);
        }
        throw new Problem(
                "a line of the decisions is no JSON object", where, "Write a line like " + EXAMPLE);
    }

    private Decision decision() {
        Id deploy = id("deploy");
        String remedy = text("remedy");
        Choice choice =
                switch (remedy) {
                    case "RESTORE" -> new Choice.Restore(tree());
                    case "PUBLISH" -> new Choice.Publish(locked());
                    case "REVERT" -> new Choice.Revert(id("target"), locked());
                    case "REBUILD" -> new Choice.Rebuild();
                    case "LEAVE" -> new Choice.Leave();
                    default ->
                            throw bad(
                                    "there is no remedy " + remedy + " to decide on",
                                    "Choose RESTORE, PUBLISH, REVERT, REBUILD or LEAVE");
                };
        refuseOthers(choice);
        return new Decision(deploy, choice, new Decided(words("by"), words("why")));
    }

    private List<String> fields(Choice choice) {
        return switch (choice) {
            case Choice.Restore r -> List.of(treeField());
            case Choice.Publish p -> List.of("locked");
            case Choice.Revert r -> List.of("target", "locked");
            case Choice.Rebuild r -> List.of();
            case Choice.Leave l -> List.of();
        };
    }

    private void refuseOthers(Choice choice) {
        TreeSet<String> others = new TreeSet<>(node.propertyNames());
        others.removeAll(ALWAYS);
        fields(choice).forEach(others::remove);
        if (!others.isEmpty()) {
            throw bad(
                    choice.text() + " takes no " + String.join(", ", others),
                    "Take it out, or check its spelling");
        }
    }

    private Id id(String field) {
        return Id.fromJson(field(field).toString())
                .filter(id -> !id.value().isNull())
                .orElseThrow(() ->
                        bad("its " + field + " is no id", "Write it as unresolved.csv has it"));
    }

    private TreeId tree() {
        String field = treeField();
        return TreeId.of(text(field))
                .orElseThrow(() ->
                        bad(
                                "its " + field + " is no id of a tree",
                                "Write 40 or 64 digits 0-9a-f"));
    }

    /** What a restore is to lead to may be called its target, as that of a revert is. */
    private String treeField() {
        return node.has("target") && !node.has("tree") ? "target" : "tree";
    }

    private boolean locked() {
        JsonNode locked = node.path("locked");
        if (!locked.isMissingNode() && !locked.isBoolean()) {
            throw bad(
                    "its locked is neither true nor false",
                    "Write \"locked\": true, or leave it out");
        }
        return locked.asBoolean(false);
    }

    private String words(String field) {
        String words = text(field);
        if (words.isBlank() || words.length() > LONGEST) {
            throw bad(
                    "its " + field + " is empty or longer than " + LONGEST + " characters",
                    "Those who sign the plan want to know who decided, and why");
        }
        return words.strip();
    }

    private String text(String field) {
        return Optional.of(field(field))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .orElseThrow(() -> bad("its " + field + " is no text", "Put it in quotes"));
    }

    private JsonNode field(String field) {
        return node.optional(field)
                .orElseThrow(() -> bad("it has no " + field, "Write a line like " + EXAMPLE));
    }

    private Problem bad(String what, String next) {
        return new Problem("a line of the decisions is not clear: " + what, where, next);
    }
}
