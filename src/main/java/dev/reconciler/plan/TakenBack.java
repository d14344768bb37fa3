package dev.reconciler.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A note in the folder of a plan that others take back. Whether it may be applied is the ledger's
 * to say; this is for whoever reads the folder alone.
 */
public final class TakenBack {
    /** Name of the note. */
    public static final String FILE = "taken-back.json";

    private TakenBack() {}

    private static FolderNote note(Path folder) {
        return new FolderNote(folder, FILE);
    }

    /** Adds to the note. @param by the plan that takes it back, besides those that did so before */
    public static void note(FrozenPlan plan, String by) throws IOException {
        List<String> all = new ArrayList<>(by(plan.folder()));
        if (!all.contains(by)) {
            all.add(by);
        }
        ObjectNode words = PlanJson.MAPPER.createObjectNode();
        all.forEach(words.putArray("by")::add);
        note(plan.folder()).write(words);
    }

    /**
     * The plans that take back the one in a folder, in the order in which they were made; none
     * where nobody can read the note.
     */
    public static List<String> by(Path folder) {
        return note(folder).read().stream()
                .flatMap(words -> words.path("by").valueStream())
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }
}
