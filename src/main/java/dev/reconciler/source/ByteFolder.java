package dev.reconciler.source;

import java.io.IOException;
import java.util.SortedMap;

/** A folder of byte sources: a directory today; a prefix of a store's keys. */
public interface ByteFolder {
    /** For people: where it is. */
    String name();

    /**
     * The files in it and in the folders below, by their path relative to it ({@code /} between the
     * parts).
     */
    SortedMap<String, ByteSource> files() throws IOException;
}
