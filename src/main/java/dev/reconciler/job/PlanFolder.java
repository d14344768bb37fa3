package dev.reconciler.job;

import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A plan's folder while it is made. */
public final class PlanFolder {
    private PlanFolder() {}

    /** Throws away a draft that an earlier process left behind. */
    public static void clear(Path draft) throws IOException {
        if (!Files.exists(draft)) {
            return;
        }
        try (Stream<Path> files = Files.walk(draft)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    /** Gives a draft its place, in one move; a plan of the same id is the same plan. */
    public static void moveIntoPlace(Path draft, Path folder) throws IOException {
        if (Files.exists(folder.resolve(FrozenPlan.FILE))) {
            clear(draft);
            return;
        }
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
