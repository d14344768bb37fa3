package dev.reconciler.source;

import java.util.Optional;

/** The documents of one collection, one after the other. Not for several threads. */
public interface DocumentCursor extends AutoCloseable {
    /**
     * The next item, empty at the end.
     *
     * @throws dev.reconciler.model.Problem where the source cannot be read on
     */
    Optional<Item> next();

    /**
     * How many bytes of the source were read so far: packed bytes of a compressed file, so that
     * they compare with the size that {@link DocumentSource#collections} says.
     */
    long bytesRead();

    @Override
    void close();

    /** The cursor of a collection that is not there. */
    static DocumentCursor empty() {
        return new DocumentCursor() {
            @Override
            public Optional<Item> next() {
                return Optional.empty();
            }

            @Override
            public long bytesRead() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }
}
