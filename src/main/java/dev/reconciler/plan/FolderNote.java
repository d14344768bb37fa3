package dev.reconciler.plan;

import dev.reconciler.model.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A few words of JSON in a plan's folder, for whoever has the folder alone. */
record FolderNote(Path folder, String name) {

    /** Leaves it, whole or not at all, in place of an earlier one. */
    void write(JsonNode words) throws IOException {
        DurableFile.write(folder.resolve(name), words.toString() + '\n');
    }

    /** What it says; empty where there is none, or nobody can read it. */
    Optional<JsonNode> read() {
        Path file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PlanJson.MAPPER.readTree(file.toFile()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Takes it away, where it is there. */
    void remove() throws IOException {
        DurableFile.delete(folder.resolve(name));
    }
}
