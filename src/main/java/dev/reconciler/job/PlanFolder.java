package dev.reconciler.job;

import dev.reconciler.model.DurableFile;
import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /**
     * Gives a draft, all files of which are on the disk, its place among the plans, in one move; a
     * plan of the same id is the same plan.
     */
    public static void moveIntoPlace(Path draft, Path plans, String id) throws IOException {
        Path folder = plans.resolve(id);
        if (Files.exists(folder.resolve(FrozenPlan.FILE))) {
            clear(draft);
            return;
        }
        DurableFile.sync(draft);
        DurableFile.move(draft, folder);
        // The folder of all plans may be new, too.
        DurableFile.syncFolderOf(plans);
    }
}
