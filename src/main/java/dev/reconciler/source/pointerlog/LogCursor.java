package dev.reconciler.source.pointerlog;

import java.util.Optional;

/**
 * The lines of a pointer log, file by file in the order of their names, line by line. Not for
 * several threads.
 */
public interface LogCursor extends AutoCloseable {
    /** The next item, empty at the end. */
    Optional<LogItem> next();

    /** How many bytes of the files, packed as they are, were read so far. */
    long bytesRead();

    @Override
    void close();
}
