package dev.reconciler.source.dump;

import dev.reconciler.model.Problem;
import dev.reconciler.source.ByteFolder;
import dev.reconciler.source.ByteSource;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.DocumentSource;
import dev.reconciler.source.FileFolder;
import dev.reconciler.source.IoReason;
import dev.reconciler.source.KeyRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One database of the folder that {@code mongodump --out} wrote, plain or with {@code --gzip}, read
 * in place. Documents come in natural order, so this is the source to stage and sort.
 */
public final class DumpFolder implements DocumentSource {
    /** Database and file. */
    private static final int DEPTH = 2;

    private final String description;
    private final SortedMap<String, ByteSource> files;
    private final SortedMap<String, OptionalLong> sizes = new TreeMap<>();
    private final boolean allowIncomplete;

    private DumpFolder(
            String description, SortedMap<String, ByteSource> files, boolean allowIncomplete)
            throws IOException {
        this.description = description;
        this.files = files;
        this.allowIncomplete = allowIncomplete;
        for (var file : files.entrySet()) {
            sizes.put(file.getKey(), OptionalLong.of(file.getValue().size()));
        }
    }

    /** As {@link #open(ByteFolder, String, boolean)}, for a directory. */
    public static DumpFolder open(Path folder, String database, boolean allowIncomplete) {
        return open(new FileFolder(folder, DEPTH), database, allowIncomplete);
    }

    /**
     * Opens a dump.
     *
     * @param allowIncomplete whether of a file that was cut, or cannot be read on, what is there is
     *     given, and then {@link dev.reconciler.source.Item.Truncated}; otherwise a cursor that
     *     comes to such a place throws a problem
     * @throws Problem where there is no dump, or none of that database
     */
    public static DumpFolder open(ByteFolder folder, String database, boolean allowIncomplete) {
        try {
            var files = new DumpListing(folder.name(), folder.files()).collectionsOf(database);
            return new DumpFolder(folder.name() + ", database " + database, files, allowIncomplete);
        } catch (IOException e) {
            throw new Problem(
                    "the snapshot cannot be read: " + IoReason.of(e),
                    folder.name(),
                    "Check the snapshot's location and the rights on it",
                    e);
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean sortedById() {
        return false;
    }

    @Override
    public SortedMap<String, OptionalLong> collections() {
        return Collections.unmodifiableSortedMap(sizes);
    }

    @Override
    public DocumentCursor open(String collection, KeyRange range) {
        return Optional.ofNullable(files.get(collection))
                .<DocumentCursor>map(
                        file -> DumpCursor.open(file, collection, range, allowIncomplete))
                .orElseGet(DocumentCursor::empty);
    }
}
