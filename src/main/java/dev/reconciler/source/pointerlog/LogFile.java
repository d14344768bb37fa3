package dev.reconciler.source.pointerlog;

import dev.reconciler.model.Problem;
import dev.reconciler.source.ByteSource;
import dev.reconciler.source.IoReason;
import dev.reconciler.source.PackedInput;
import java.io.IOException;
import java.util.Optional;

/** The lines of one file. Whatever goes wrong with it is an item, after what could be read. */
final class LogFile {
    private final String name;
    private final ByteSource source;
    private Optional<Lines> lines = Optional.empty();
    private boolean ended;

    LogFile(String name, ByteSource source) {
        this.name = name;
        this.source = source;
    }

    Optional<LogItem> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            return read();
        } catch (IOException e) {
            ended = true;
            return Optional.of(new LogItem.UnreadableFile(name, IoReason.of(e)));
        }
    }

    private Optional<LogItem> read() throws IOException {
        var open = opened();
        while (open.next()) {
            if (!open.isBlank()) {
                return Optional.of(LogLine.read(open, name));
            }
        }
        ended = true;
        return Optional.empty();
    }

    private Lines opened() throws IOException {
        if (lines.isEmpty()) {
            lines = Optional.of(new Lines(PackedInput.open(source)));
        }
        return lines.get();
    }

    long bytesRead() {
        return lines.map(Lines::bytesRead).orElse(0L);
    }

    void close() {
        try {
            if (lines.isPresent()) {
                lines.get().close();
            }
        } catch (IOException e) {
            throw new Problem(
                    "the pointer log cannot be closed: " + IoReason.of(e),
                    source.name(),
                    "Check the file system that it is on",
                    e);
        }
    }
}
