package dev.reconciler.oracle;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;

/**
 * A recorded incident with its answer: a folder of dumps, log files, the store as a tarball, {@code
 * incident.json} and {@code truth.json}.
 *
 * @param folder where it was read from
 * @param incident its tiers are the plans of its accounts, by name
 * @param truth {@code truth.json} as it stands
 */
public record Scenario(Path folder, Incident incident, BsonDocument truth) {
    private static final int TAR_BLOCK = 512;

    /** The folder of the scenario {@code docs-sites}, where there is one. */
    public static Optional<Path> find() {
        return Stream.of(
                        System.getProperty("RECONCILER_SCENARIO", ""),
                        Optional.ofNullable(System.getenv("RECONCILER_SCENARIO")).orElse(""),
                        "../shared/scenarios/docs-sites",
                        "/work/shared/scenarios/docs-sites")
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(path -> Files.isRegularFile(path.resolve("truth.json")))
                .findFirst();
    }

    public static Scenario load(Path folder) throws IOException {
        BsonDocument about = BsonDocument.parse(Files.readString(folder.resolve("incident.json")));
        Incident.Database live = database(folder.resolve("live/platform"));
        Incident incident =
                new Incident(
                        live,
                        database(folder.resolve("snapshot/platform")),
                        true,
                        log(folder.resolve("pointer-log")),
                        true,
                        store(folder.resolve("store.tar.gz")),
                        Set.of(),
                        time(about, "from"),
                        time(about, "to"),
                        time(about, "liveAt").orElseThrow(),
                        plans(live),
                        List.of());
        return new Scenario(
                folder,
                incident,
                BsonDocument.parse(Files.readString(folder.resolve("truth.json"))));
    }

    private static Optional<Instant> time(BsonDocument about, String name) {
        return about.get(name, BsonNull.VALUE) instanceof BsonString time
                ? Optional.of(Instant.parse(time.getValue()))
                : Optional.empty();
    }

    private static List<String> plans(Incident.Database live) {
        return live.accounts().stream()
                .flatMap(account -> Fields.string(Fields.get(account, "plan")).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The four collections of a mongodump folder, gzip or plain. */
    public static Incident.Database database(Path folder) throws IOException {
        return new Incident.Database(
                collection(folder, "deploys"),
                collection(folder, "sites"),
                collection(folder, "accounts"),
                collection(folder, "builds"));
    }

    private static List<BsonDocument> collection(Path folder, String name) throws IOException {
        Path zipped = folder.resolve(name + ".bson.gz");
        Path plain = folder.resolve(name + ".bson");
        try (InputStream in =
                Files.exists(zipped)
                        ? new GZIPInputStream(Files.newInputStream(zipped))
                        : Files.newInputStream(plain)) {
            return documents(ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    private static List<BsonDocument> documents(ByteBuffer dump) {
        List<BsonDocument> documents = new ArrayList<>();
        while (dump.hasRemaining()) {
            int length = dump.getInt(dump.position());
            ByteBuffer document =
                    dump.slice(dump.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            try (BsonBinaryReader reader = new BsonBinaryReader(document)) {
                documents.add(
                        new BsonDocumentCodec().decode(reader, DecoderContext.builder().build()));
            }
            dump.position(dump.position() + length);
        }
        return documents;
    }

    private static List<Incident.LogFile> log(Path folder) throws IOException {
        List<Incident.LogFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.sorted().toList()) {
                files.add(
                        new Incident.LogFile(
                                path.getFileName().toString(), Files.readAllLines(path)));
            }
        }
        return files;
    }

    /**
     * The objects of a tarball under {@code store/}. Of the format only what such a tarball uses:
     * short names.
     */
    private static SortedMap<String, byte[]> store(Path tarball) throws IOException {
        SortedMap<String, byte[]> store = new TreeMap<>();
        try (DataInputStream in =
                new DataInputStream(new GZIPInputStream(Files.newInputStream(tarball), 1 << 16))) {
            byte[] header = new byte[TAR_BLOCK];
            while (true) {
                in.readFully(header);
                String name = text(header, 0, 100);
                if (name.isEmpty()) {
                    return store;
                }
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] bytes = new byte[size];
                in.readFully(bytes);
                in.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
                if (header[156] == '0') {
                    store.put(name.substring("store/".length()), bytes);
                } else if (header[156] != '5') {
                    throw new IOException("neither a file nor a folder: " + name);
                }
            }
        } catch (EOFException cut) {
            throw new IOException("the tarball is cut short: " + tarball, cut);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
}
