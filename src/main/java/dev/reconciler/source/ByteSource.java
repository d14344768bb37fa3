package dev.reconciler.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes that can be read from any offset: a file today; an object of a store, or a member of an
 * archive.
 */
public interface ByteSource {
    /** For people, and the order among the sources of a folder: a path or key. */
    String name();

    /** How many bytes there are. */
    long size() throws IOException;

    /** A stream that begins at {@code offset}, to be closed by the caller. */
    InputStream open(long offset) throws IOException;
}
