package dev.reconciler.report.html;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * A part of a page that is written before its place in the page is known, on disk, so that memory
 * does not grow with it.
 */
final class Spill {
    private final FileChannel channel;
    private final Writer writer;

    Spill() throws IOException {
        channel =
                FileChannel.open(
                        Files.createTempFile("report", ".part"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
        writer = Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), 1 << 16);
    }

    Writer writer() {
        return writer;
    }

    /** Ends the part and puts it where it belongs. */
    void moveTo(Writer out) throws IOException {
        writer.flush();
        channel.position(0);
        try (var reader = Channels.newReader(channel, StandardCharsets.UTF_8)) {
            reader.transferTo(out);
        }
    }
}
