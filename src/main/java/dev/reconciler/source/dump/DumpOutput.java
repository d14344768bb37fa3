package dev.reconciler.source.dump;

import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import dev.reconciler.source.IoReason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * Writes documents of one database into a folder as {@code mongodump --out} does, so that {@code
 * mongorestore} takes it. The files are for their owner only, get their names once they are whole,
 * and never take the place of others.
 */
public final class DumpOutput implements AutoCloseable {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private final Path folder;
    private final SortedMap<String, DumpPart> parts = new TreeMap<>();

    private DumpOutput(Path folder) {
        this.folder = folder;
    }

    /**
     * Begins a dump, or adds collections to one.
     *
     * @param folder what {@code mongorestore} will be given
     */
    public static DumpOutput begin(Path folder, String database) {
        Path own = folder.resolve(PercentName.encode(database));
        try {
            return new DumpOutput(OwnerOnly.folder(own));
        } catch (IOException e) {
            throw unwritable(own, e);
        }
    }

    /**
     * Adds a document.
     *
     * @throws Problem where the collection has a file in the folder already, or it cannot be
     *     written
     */
    public void add(String collection, byte[] document) {
        try {
            DumpPart part = parts.get(collection);
            if (part == null) {
                part = DumpPart.begin(folder, collection);
                parts.put(collection, part);
            }
            part.add(document);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Gives all files their names, once they are on the disk.
     *
     * @return how many documents each collection has
     */
    public SortedMap<String, Long> finish() {
        SortedMap<String, Long> counts = new TreeMap<>();
        try {
            for (var part : parts.entrySet()) {
                part.getValue().finish(metadata(part.getKey()));
                counts.put(part.getKey(), part.getValue().count());
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        return Collections.unmodifiableSortedMap(counts);
    }

    /** Of the indexes only the one that every collection has is known. */
    private static String metadata(String collection) {
        BsonDocument index =
                new BsonDocument("v", new BsonInt32(2))
                        .append("key", new BsonDocument("_id", new BsonInt32(1)))
                        .append("name", new BsonString("_id_"));
        return new BsonDocument("options", new BsonDocument())
                .append("indexes", new BsonArray(List.of(index)))
                .append("collectionName", new BsonString(collection))
                .append("type", new BsonString("collection"))
                .toJson(CANONICAL);
    }

    /** What has no name yet is thrown away. */
    @Override
    public void close() {
        try {
            for (DumpPart part : parts.values()) {
                part.close();
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static Problem unwritable(Path where, IOException cause) {
        return cause instanceof FileAlreadyExistsException
                ? new Problem(
                        "there is such a file already, and it is left as it is",
                        String.valueOf(cause.getMessage()),
                        "name another folder: --to DIR",
                        cause)
                : new Problem(
                        "the dump cannot be written: " + IoReason.of(cause),
                        where.toString(),
                        "make room, let this user write there, or name another folder: --to DIR",
                        cause);
    }
}
