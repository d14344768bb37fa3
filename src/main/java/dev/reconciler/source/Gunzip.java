package dev.reconciler.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952) of one or many members. The JDK's own stream takes a broken or cut second
 * member, and one that has not arrived yet, for the end of the file; evidence must not get lost
 * like that, so here whatever is not a whole member is an error: {@link EOFException} where the
 * file was cut, {@link ZipException} where it is damaged.
 */
final class Gunzip extends InputStream {
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int EXTRA = 1 << 2;
    private static final int HEADER_CHECKSUM = 1 << 1;
    private static final int RESERVED = 0xE0;

    private final InputStream packed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private boolean first = true;
    private boolean withinMember;

    Gunzip(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (withinMember || beginMember()) {
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                checksum.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        if (inflater.needsInput()) {
            if (at == end) {
                fill();
            }
            inflater.setInput(buffer, at, end - at);
        }
        try {
            int count = inflater.inflate(bytes, offset, length);
            at = end - inflater.getRemaining();
            if (inflater.needsDictionary()) {
                throw new ZipException("it is packed with a dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    /** False at the end of the file. */
    private boolean beginMember() throws IOException {
        if (!first && !skipPadding()) {
            return false;
        }
        if (next() != 0x1F || next() != 0x8B) {
            throw new ZipException(
                    first ? "it is not in gzip format" : "what follows a gzip member is none");
        }
        if (next() != 8) {
            throw damaged("unknown method");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw damaged("unknown flags");
        }
        skip(6);
        skipOptional(flags);
        first = false;
        withinMember = true;
        return true;
    }

    /** Writers of blocks pad files with zeros. False where nothing else follows. */
    private boolean skipPadding() throws IOException {
        while (at < end || tryFill()) {
            if (buffer[at] != 0) {
                return true;
            }
            at++;
        }
        return false;
    }

    private void skipOptional(int flags) throws IOException {
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        boolean right = next32() == (int) checksum.getValue();
        right &= next32() == (int) inflater.getBytesWritten();
        if (!right) {
            throw damaged("its checksum or length is wrong");
        }
        inflater.reset();
        checksum.reset();
        withinMember = false;
    }

    private int next32() throws IOException {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // on to the text's end
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at++] & 0xFF;
    }

    private void fill() throws IOException {
        if (!tryFill()) {
            throw new EOFException("its packed bytes end before their end");
        }
    }

    private boolean tryFill() throws IOException {
        at = 0;
        end = Math.max(0, packed.read(buffer));
        return end > 0;
    }

    private static ZipException damaged(String why) {
        return new ZipException("its packed bytes are damaged: " + why);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
