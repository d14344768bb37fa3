package dev.reconciler.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BSONException;
import org.bson.BsonType;
import org.bson.RawBsonDocument;

/**
 * Finds the few fields that are known in a raw document, in one pass, without building anything: a
 * platform's documents carry far more than is compared, and millions of them are read. Of a name
 * that stands twice the first counts, as for the server.
 */
final class KnownFields {
    private static volatile Platform last = new Platform(Names.defaults());

    /** Any bytes of the right length are a value of these. */
    private static final Set<BsonType> PLAIN =
            EnumSet.of(
                    BsonType.STRING,
                    BsonType.OBJECT_ID,
                    BsonType.DATE_TIME,
                    BsonType.BOOLEAN,
                    BsonType.NULL);

    private final List<byte[]> names;

    /** Which names have a length; that alone tells most apart. */
    private final int[][] byLength;

    /**
     * @param known names in the order of the values; {@code _id} is known besides and comes last
     */
    private KnownFields(Stream<String> known) {
        this.names =
                Stream.concat(known, Stream.of("_id"))
                        .map(name -> name.getBytes(StandardCharsets.UTF_8))
                        .toList();
        int longest = names.stream().mapToInt(name -> name.length).max().orElseThrow();
        this.byLength =
                IntStream.rangeClosed(0, longest).mapToObj(this::ofLength).toArray(int[][]::new);
    }

    private int[] ofLength(int length) {
        return IntStream.range(0, names.size())
                .filter(i -> names.get(i).length == length)
                .toArray();
    }

    /** The names that were asked for last: a process knows one platform. */
    private record Platform(Names names, KnownFields deploys, KnownFields builds) {
        Platform(Names names) {
            this(
                    names,
                    new KnownFields(Arrays.stream(DeployField.values()).map(names::of)),
                    new KnownFields(Arrays.stream(Names.BuildField.values()).map(names::of)));
        }

        /** Equal names need not be the same, but comparing them for each document costs more. */
        @SuppressWarnings("ReferenceEquality")
        static Platform of(Names names) {
            Platform platform = last;
            if (platform.names != names) {
                platform = new Platform(names);
                last = platform;
            }
            return platform;
        }
    }

    /** The fields of a deploy, in the order of {@link DeployField}. */
    static KnownFields deploys(Names names) {
        return Platform.of(names).deploys;
    }

    /** The fields of a build, in the order of {@link Names.BuildField}. */
    static KnownFields builds(Names names) {
        return Platform.of(names).builds;
    }

    /** The {@code _id} among values that were found. */
    Id id(KnownValues values) {
        return Id.of(values.value(names.size() - 1).orElseThrow());
    }

    /**
     * The known values; BSON null is absent but for an {@code _id}.
     *
     * @throws Undecodable when it is no whole BSON document or has no {@code _id}
     */
    KnownValues find(RawBsonDocument raw) {
        try {
            KnownValues values = scan(raw);
            if (!values.has(names.size() - 1)) {
                throw new Undecodable("the document has no _id");
            }
            return values;
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | BSONException
                | BufferUnderflowException e) {
            throw new Undecodable("the document is no whole BSON: " + e.getMessage(), e);
        }
    }

    private KnownValues scan(RawBsonDocument raw) {
        ByteBuffer in = raw.getByteBuffer().asNIO();
        byte[] bytes = in.array();
        int base = in.arrayOffset() + in.position();
        byte[] types = new byte[names.size()];
        int[] starts = new int[names.size()];
        int[] ends = new int[names.size()];
        int end = base + BsonSizes.int32(bytes, base) - 1;
        int at = base + 4;
        while (at < end) {
            byte type = bytes[at++];
            int name = at;
            while (bytes[at] != 0) {
                at++;
            }
            int field = indexOf(bytes, name, at);
            at++;
            int size = BsonSizes.size(type, bytes, at);
            if (size < 0 || at + (long) size > end) {
                throw new Undecodable("a value is longer than its document");
            }
            if (field >= 0 && types[field] == KnownValues.ABSENT) {
                types[field] = type;
                starts[field] = at;
                ends[field] = at + size;
            }
            at += size;
        }
        return checked(new KnownValues(bytes, dropNulls(types), starts, ends));
    }

    private int indexOf(byte[] bytes, int from, int to) {
        if (to - from >= byLength.length) {
            return -1;
        }
        for (int field : byLength[to - from]) {
            if (Arrays.equals(bytes, from, to, names.get(field), 0, to - from)) {
                return field;
            }
        }
        return -1;
    }

    private static byte[] dropNulls(byte[] types) {
        for (int field = 0; field < types.length - 1; field++) {
            if (types[field] == (byte) BsonType.NULL.getValue()) {
                types[field] = KnownValues.ABSENT;
            }
        }
        return types;
    }

    /** What may fail to be decoded is decoded at once, so that nothing fails where it is used. */
    private KnownValues checked(KnownValues values) {
        for (int field = 0; field < names.size(); field++) {
            if (values.has(field) && !PLAIN.contains(values.type(field))) {
                values.value(field);
            }
        }
        return values;
    }
}
