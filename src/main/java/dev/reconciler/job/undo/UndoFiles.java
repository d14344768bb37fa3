package dev.reconciler.job.undo;

import dev.reconciler.job.RunFolder;
import dev.reconciler.model.Portion;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import dev.reconciler.source.sort.SortedRuns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The sorted files of an <i>undo</i> run: lines of entries. One that is there is whole: it gets its
 * name in one move.
 */
enum UndoFiles {
    /** Entries without guards, in the order of application. */
    TURNED,
    /** Entries of the plan to be, by deploy. */
    DEPLOYS,
    /** Entries of the plan to be, in the order of application. */
    ENTRIES;

    /** Of each of two that are made at once. */
    private static final int MEMORY = SortedRuns.DEFAULT_MEMORY / 2;

    private String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isIn(RunFolder folder) {
        return Files.exists(folder.file(lowerCase() + ".sorted"));
    }

    /** Begins it; what an earlier process began is thrown away. */
    SortedRuns begin(RunFolder folder) {
        return SortedRuns.open(folder.file(lowerCase() + ".runs"), 0, MEMORY);
    }

    static void add(SortedRuns runs, byte[] key, Entry entry) {
        runs.add(key, PlanLines.of(entry).getBytes(StandardCharsets.UTF_8));
    }

    SortedFile end(SortedRuns runs, RunFolder folder) {
        return runs.merge(folder.file(lowerCase() + ".sorted"));
    }

    SortedFile open(RunFolder folder) {
        return SortedFile.open(folder.file(lowerCase() + ".sorted"));
    }

    /** The line under the cursor. */
    static String line(SortedCursor cursor) {
        return new String(cursor.value(), StandardCharsets.UTF_8);
    }

    static Entry entry(SortedCursor cursor) {
        return PlanLines.entry(line(cursor));
    }

    /** The entries that come next, a portion of so many at most; none at the end. */
    static List<Keyed> page(SortedCursor cursor, int most) {
        List<Keyed> page = new ArrayList<>();
        Portion portion = new Portion(most);
        while (!portion.isFull() && cursor.next()) {
            String line = line(cursor);
            page.add(new Keyed(cursor.key(), PlanLines.entry(line)));
            portion.add(line.length());
        }
        return page;
    }

    /** An entry and its place. */
    record Keyed(byte[] key, Entry entry) {}

    /** The line of that very key. */
    static Optional<String> find(SortedFile file, byte[] key) {
        try (SortedCursor cursor = file.cursorFrom(key)) {
            return cursor.next() && cursor.compareKey(key) == 0
                    ? Optional.of(line(cursor))
                    : Optional.empty();
        }
    }
}
