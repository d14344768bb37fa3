package dev.reconciler.app.config;

import dev.reconciler.app.config.Shape.Each;
import dev.reconciler.app.config.Shape.Group;
import dev.reconciler.app.config.Shape.Items;
import dev.reconciler.app.config.Shape.Text;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Walks a YAML file along the {@link Shape}; gives each value with its line, and every fault
 * instead of the first.
 */
final class YamlFile {
    private static final String ROOT = "reconciler";

    private final Faults faults;
    private final Map<String, Found> values;

    private YamlFile(Faults faults, Map<String, Found> values) {
        this.faults = faults;
        this.values = values;
    }

    /**
     * Adds the file's values by canonical key, such as {@code snapshots[0].location}. Keys without
     * a value are not there.
     *
     * @throws Problem when the file cannot be read or is no YAML at all
     */
    static void read(Path file, Faults faults, Map<String, Found> values) {
        Optional<Node> document = compose(file, text(file));
        YamlFile walk = new YamlFile(faults, values);
        document.ifPresent(node -> walk.group("", node, new Group(Map.of(ROOT, Shape.root()))));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new Problem(
                    "there is no configuration file",
                    file.toString(),
                    "name one: -c FILE, or start from jobs/incident.yaml",
                    e);
        } catch (CharacterCodingException e) {
            throw new Problem(
                    "the configuration is not UTF-8 text", file.toString(), "save it as UTF-8", e);
        } catch (IOException e) {
            throw new Problem(
                    "the configuration cannot be read",
                    file.toString(),
                    "make it a file that you may read: " + e.getMessage(),
                    e);
        }
    }

    private static Optional<Node> compose(Path file, String text) {
        var settings =
                LoadSettings.builder()
                        .setAllowDuplicateKeys(true)
                        .setLabel(file.toString())
                        .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            // Not the cause: its message repeats the line, which may hold a password.
            String line =
                    e.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
            throw new Problem(
                    "the configuration is not YAML",
                    file + line,
                    "correct the syntax: " + withoutName(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new Problem(
                    "the configuration is not YAML", file.toString(), "correct the syntax", e);
        }
    }

    /** A value that is not in quotes may be taken for a name, and be a password. */
    private static String withoutName(String problem) {
        return problem.replaceFirst("(alias|anchor|handle) .*", "$1");
    }

    private void node(String key, Node node, Shape shape) {
        switch (shape) {
            case Text text -> text(key, node, text);
            case Group group -> group(key, node, group);
            case Items items -> items(key, node, items);
            case Each each -> each(key, node);
        }
    }

    private void text(String key, Node node, Text shape) {
        if (!(node instanceof ScalarNode scalar)) {
            faults.at(key, line(node), "has to be a single value");
        } else if (isThere(scalar)) {
            values.put(key, new Found(scalar.getValue(), shape.secret(), line(node)));
        } else if (!scalar.getTag().equals(Tag.NULL)) {
            faults.empty(key, line(node));
        }
    }

    /** The names are somebody else's: each letter of them counts. */
    private void each(String key, Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, String> seen = new HashMap<>();
            mapping.getValue()
                    .forEach(tuple -> child(join(key, name(tuple)), tuple, new Text(false), seen));
        } else {
            text(key, node, new Text(false));
        }
    }

    private void items(String key, Node node, Items shape) {
        if (node instanceof SequenceNode sequence) {
            List<Node> nodes = sequence.getValue();
            for (int i = 0; i < nodes.size(); i++) {
                node(key + '[' + i + ']', nodes.get(i), shape.of());
            }
        } else if (!(node instanceof ScalarNode scalar)) {
            faults.at(key, line(node), "has to be a list");
        } else if (isThere(scalar)) {
            list(key, scalar, shape);
        }
    }

    /** Texts may stand in one line, separated by commas, as Spring has it. */
    private void list(String key, ScalarNode scalar, Items shape) {
        if (shape.of() instanceof Text text) {
            values.put(key, new Found(scalar.getValue(), text.secret(), line(scalar)));
        } else {
            faults.at(key, line(scalar), "has to be a list");
        }
    }

    private void group(String key, Node node, Group shape) {
        if (node instanceof MappingNode mapping) {
            Map<String, String> seen = new HashMap<>();
            mapping.getValue().forEach(tuple -> tuple(key, tuple, shape, seen));
        } else if (!(node instanceof ScalarNode scalar) || isThere(scalar)) {
            String name = key.isEmpty() ? "the file" : key;
            faults.at(
                    name,
                    line(node),
                    "has to be a group of keys: " + String.join(", ", shape.keys().keySet()));
        }
    }

    private void tuple(String parent, NodeTuple tuple, Group shape, Map<String, String> seen) {
        String spelled = name(tuple);
        shape.find(spelled)
                .ifPresentOrElse(
                        known -> child(join(parent, known.getKey()), tuple, known.getValue(), seen),
                        () ->
                                faults.at(
                                        join(parent, spelled),
                                        line(tuple.getKeyNode()),
                                        unknown(spelled, shape)));
    }

    private static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(no text)";
    }

    private void child(String key, NodeTuple tuple, Shape shape, Map<String, String> seen) {
        String line = line(tuple.getKeyNode());
        String first = seen.putIfAbsent(key, line);
        if (first == null) {
            node(key, tuple.getValueNode(), shape);
        } else {
            faults.at(key, line, "stands in " + first + " already");
        }
    }

    static String unknown(String spelled, Group shape) {
        String known = String.join(", ", shape.keys().keySet());
        return Nearest.to(spelled, shape.keys().keySet())
                .map(near -> "is no known key; did you mean " + near + "?")
                .orElse("is no known key; known here: " + known);
    }

    /** The root's name is left out: people see and say {@code live.uri}. */
    private static String join(String parent, String key) {
        return parent.isEmpty() || parent.equals(ROOT) ? key : parent + '.' + key;
    }

    private static boolean isThere(ScalarNode scalar) {
        return !scalar.getTag().equals(Tag.NULL) && !scalar.getValue().isBlank();
    }

    private static String line(Node node) {
        return node.getStartMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("somewhere");
    }
}
