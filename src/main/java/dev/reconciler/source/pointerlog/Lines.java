package dev.reconciler.source.pointerlog;

import dev.reconciler.source.PackedInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits bytes into lines, each in memory up to a limit: a file without line ends must not fill it.
 */
final class Lines {
    /** The longest line that is read; a pointer takes some 200 bytes. */
    static final int LONGEST = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final PackedInput in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    private byte[] line = new byte[1 << 10];
    private int length;
    private boolean tooLong;
    private long number;

    Lines(PackedInput in) {
        this.in = in;
    }

    /** Goes to the next line; false at the end. The last one needs no line end. */
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        if (at == end && !fill()) {
            return false;
        }
        number++;
        do {
            int start = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            append(start);
        } while (at == end && fill());
        at = Math.min(at + 1, end);
        return true;
    }

    private void append(int start) {
        int more = at - start;
        tooLong |= length + more > LONGEST;
        if (tooLong) {
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
        }
        System.arraycopy(buffer, start, line, length, more);
        length += more;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return !tooLong;
    }

    /** From 1. */
    long number() {
        return number;
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** The line, without a byte order mark. */
    String text() throws CharacterCodingException {
        String text =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(line, 0, length))
                        .toString();
        return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    long bytesRead() {
        return in.bytesRead();
    }

    void close() throws IOException {
        in.close();
    }
}
