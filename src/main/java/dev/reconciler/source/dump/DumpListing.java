package dev.reconciler.source.dump;

import dev.reconciler.model.Problem;
import dev.reconciler.source.ByteSource;
import dev.reconciler.source.PackedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonParseException;

/**
 * Which collection each file of a dump holds: {@code <database>/<collection>.bson}, percent-encoded
 * by newer tools, and {@code .gz} where it was packed. A long name is cut and ended by {@code %24}
 * and its SHA-1; the whole name is in the metadata beside it.
 *
 * @param location for people
 * @param files by their path in the dump
 */
record DumpListing(String location, SortedMap<String, ByteSource> files) {
    static final String DOCUMENTS = ".bson";
    static final String METADATA = ".metadata.json";
    private static final Pattern CUT = Pattern.compile(".{200,}%24[A-Za-z0-9_-]{27}");

    /** The files of a database by collection. */
    SortedMap<String, ByteSource> collectionsOf(String database) throws IOException {
        checkHas(database);
        var collections = new TreeMap<String, ByteSource>();
        for (var file : files.entrySet()) {
            if (isDocuments(file.getKey()) && database.equals(databaseOf(file.getKey()))) {
                var other = collections.put(collectionOf(file.getKey()), file.getValue());
                checkAlone(file.getValue(), Optional.ofNullable(other));
            }
        }
        return collections;
    }

    private void checkHas(String database) {
        if (databases().contains(database)) {
            return;
        }
        String what =
                databases().isEmpty()
                        ? "this is no mongodump folder, or an empty one"
                        : "the snapshot has no database " + database;
        throw new Problem(what, location, next());
    }

    private String next() {
        if (!databases().isEmpty()) {
            return "It has "
                    + String.join(", ", databases())
                    + ". Check the snapshot's location and database";
        }
        boolean isDatabase = files.keySet().stream().anyMatch(DumpListing::isDocuments);
        return isDatabase
                ? "It looks like the folder of one database: give the folder above it as the snapshot's location"
                : "There is no <database>/<collection>.bson in it. Give the folder that mongodump --out wrote";
    }

    private static void checkAlone(ByteSource file, Optional<ByteSource> other) {
        if (other.isPresent()) {
            throw new Problem(
                    "the snapshot has two files of one collection",
                    file.name() + " and " + other.get().name(),
                    "Move one of them away");
        }
    }

    private SortedSet<String> databases() {
        var databases = new TreeSet<String>();
        for (String file : files.keySet()) {
            if (isDocuments(file) && file.contains("/")) {
                databases.add(databaseOf(file));
            }
        }
        return databases;
    }

    private static boolean isDocuments(String file) {
        return PackedInput.unpackedName(file).endsWith(DOCUMENTS);
    }

    private static String databaseOf(String file) {
        return file.substring(0, Math.max(0, file.lastIndexOf('/')));
    }

    private String collectionOf(String file) {
        String path = PackedInput.unpackedName(file);
        path = path.substring(0, path.length() - DOCUMENTS.length());
        String stem = path.substring(path.lastIndexOf('/') + 1);
        var whole = CUT.matcher(stem).matches() ? nameInMetadata(path) : Optional.<String>empty();
        return whole.orElseGet(() -> PercentName.decode(stem));
    }

    /** Empty where the metadata is missing or says nothing; the cut name is shown then. */
    private Optional<String> nameInMetadata(String path) {
        var metadata =
                Optional.ofNullable(files.get(path + METADATA))
                        .or(() -> Optional.ofNullable(files.get(path + METADATA + ".gz")));
        return metadata.flatMap(DumpListing::collectionName);
    }

    private static Optional<String> collectionName(ByteSource metadata) {
        try (InputStream in = PackedInput.open(metadata)) {
            var json = BsonDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return json.get("collectionName") instanceof BsonString name
                    ? Optional.of(name.getValue())
                    : Optional.empty();
        } catch (IOException
                | JsonParseException
                | BSONException
                | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
