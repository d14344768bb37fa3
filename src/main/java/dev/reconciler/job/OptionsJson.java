package dev.reconciler.job;

import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A job's options as the ledger keeps them: one JSON object. */
final class OptionsJson {
    private static final String FOLDER = "folder";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private OptionsJson() {}

    static String write(Record options) {
        return MAPPER.writeValueAsString(options);
    }

    /** Of a job on a plan: with the plan's folder. */
    static String write(Path folder, Record options) {
        ObjectNode node = MAPPER.valueToTree(options);
        return node.put(FOLDER, folder.toAbsolutePath().toString()).toString();
    }

    /** The plan's folder. */
    static Path folder(String json) {
        return Path.of(MAPPER.readTree(json).required(FOLDER).stringValue());
    }

    /**
     * The options.
     *
     * @param unsaid what holds for those that an older version did not know
     */
    static <T extends Record> T read(String json, Class<T> type, T unsaid) {
        ObjectNode node = MAPPER.valueToTree(unsaid);
        node.setAll((ObjectNode) MAPPER.readTree(json));
        node.remove(FOLDER);
        return MAPPER.treeToValue(node, type);
    }
}
