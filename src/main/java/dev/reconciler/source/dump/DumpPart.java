package dev.reconciler.source.dump;

import dev.reconciler.model.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files of one collection while they have no names yet. */
final class DumpPart implements AutoCloseable {
    private final Path documents;
    private final Path metadata;
    private final Path draft;
    private final FileChannel channel;
    private final OutputStream out;
    private long count;

    private DumpPart(Path documents, Path metadata, Path draft) throws IOException {
        this.documents = documents;
        this.metadata = metadata;
        this.draft = draft;
        this.channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /**
     * @throws FileAlreadyExistsException where the collection has a file in the folder
     */
    static DumpPart begin(Path folder, String collection) throws IOException {
        String name = PercentName.encode(collection);
        Path documents = free(folder.resolve(name + DumpListing.DOCUMENTS));
        Path metadata = free(folder.resolve(name + DumpListing.METADATA));
        return new DumpPart(documents, metadata, Files.createTempFile(folder, ".", ".part"));
    }

    private static Path free(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return file;
    }

    void add(byte[] document) throws IOException {
        out.write(document);
        count++;
    }

    /** How many documents it has. */
    long count() {
        return count;
    }

    /** Gives both files their names, the documents first: without them the metadata say nothing. */
    void finish(String json) throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        Files.move(draft, documents);
        Files.writeString(OwnerOnly.file(metadata), json);
        try (var folder = FileChannel.open(documents.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(draft);
    }
}
