package dev.reconciler.source.pointerlog;

import dev.reconciler.model.Problem;
import dev.reconciler.source.ByteFolder;
import dev.reconciler.source.ByteSource;
import dev.reconciler.source.FileFolder;
import dev.reconciler.source.IoReason;
import dev.reconciler.source.PackedInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The platform's log of pointers (contract, section 3): {@code .jsonl} and {@code .jsonl.gz}, in a
 * folder and those below it, or one such file.
 */
public final class PointerLog {
    private static final int DEPTH = 16;

    private final String description;
    private final SortedMap<String, ByteSource> files;

    private PointerLog(String description, SortedMap<String, ByteSource> files) {
        this.description = description;
        this.files = files;
    }

    /** As {@link #open(ByteFolder)}, for a directory or a file. */
    public static PointerLog open(Path location) {
        return open(new FileFolder(location, DEPTH));
    }

    /**
     * Opens a log.
     *
     * @throws Problem where there is none; one that is empty is one
     */
    public static PointerLog open(ByteFolder folder) {
        try {
            var files = new TreeMap<>(folder.files());
            files.keySet().removeIf(name -> !PackedInput.unpackedName(name).endsWith(".jsonl"));
            if (files.isEmpty()) {
                throw new Problem(
                        "there is no pointer log",
                        folder.name(),
                        "Its files end in .jsonl or .jsonl.gz. Check the pointer log's location");
            }
            return new PointerLog(folder.name(), files);
        } catch (IOException e) {
            throw new Problem(
                    "the pointer log cannot be read: " + IoReason.of(e),
                    folder.name(),
                    "Check the pointer log's location and the rights on it",
                    e);
        }
    }

    /** For people: where it is. */
    public String description() {
        return description;
    }

    /** The log's files by their name within it, in the order in which they are read. */
    public SortedMap<String, ByteSource> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** All items. */
    public LogCursor cursor() {
        return new FilesCursor(files);
    }

    /** The items of the files whose names come after {@code file}. */
    public LogCursor cursorAfter(String file) {
        return new FilesCursor(files.tailMap(file + '\0'));
    }
}
