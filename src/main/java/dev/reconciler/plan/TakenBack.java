package dev.reconciler.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * A note in the folder of a plan that another one takes back. Whether it may be applied is the
 * ledger's to say; this is for whoever reads the folder alone.
 */
public final class TakenBack {
    /** Name of the note. */
    public static final String FILE = "taken-back.json";

    private TakenBack() {}

    /** Leaves the note. @param by the plan that takes it back; a later one replaces an earlier */
    public static void note(FrozenPlan plan, String by) throws IOException {
        Path draft = plan.folder().resolve('.' + FILE + ".part");
        Files.writeString(
                draft, PlanJson.MAPPER.createObjectNode().put("by", by).toString() + '\n');
        Files.move(
                draft,
                plan.folder().resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The plan that takes this one back; empty where there is none, or nobody can read the note.
     */
    public static Optional<String> by(FrozenPlan plan) {
        Path file = plan.folder().resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return PlanJson.MAPPER.readTree(file.toFile()).path("by").stringValueOpt();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
