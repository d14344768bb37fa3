package dev.reconciler.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a byte source, unpacked where its name ends in {@code .gz}; counts the bytes that
 * were read of the source itself.
 */
public final class PackedInput extends FilterInputStream {
    private static final String GZIP = ".gz";

    private final Counting source;

    private PackedInput(Counting source, InputStream unpacked) {
        super(unpacked);
        this.source = source;
    }

    /** Opens a source at its beginning. */
    public static PackedInput open(ByteSource source) throws IOException {
        var counting = new Counting(source.open(0));
        return new PackedInput(counting, isPacked(source.name()) ? new Gunzip(counting) : counting);
    }

    /** Whether a file of that name is unpacked. */
    public static boolean isPacked(String name) {
        return name.endsWith(GZIP);
    }

    /** A name without the ending that says it is packed. */
    public static String unpackedName(String name) {
        return isPacked(name) ? name.substring(0, name.length() - GZIP.length()) : name;
    }

    /** How many bytes of the source were read so far. */
    public long bytesRead() {
        return source.count;
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
