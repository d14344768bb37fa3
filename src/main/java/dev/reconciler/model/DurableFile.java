package dev.reconciler.model;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that has its name only once all of it is on the disk, so that neither a killed process nor
 * a power cut leaves half of one: it is written beside its place, synced, and renamed. It is for
 * its owner only. Unless it is kept, nothing is left of it.
 */
public final class DurableFile implements AutoCloseable {
    private final Path target;
    private final Path draft;
    private final FileChannel channel;
    private final Writer writer;

    /**
     * Begins a file, and makes its folder where that is missing. A draft that an earlier process
     * left is thrown away.
     */
    public DurableFile(Path target) throws IOException {
        this.target = target;
        this.draft = target.resolveSibling("." + target.getFileName() + ".part");
        OwnerOnly.folderOf(target);
        Files.deleteIfExists(draft);
        this.channel =
                OwnerOnly.open(
                        draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        // Not Files.newBufferedWriter, which fails on half a surrogate pair instead of replacing
        // it.
        this.writer =
                new BufferedWriter(
                        new OutputStreamWriter(
                                Channels.newOutputStream(channel), StandardCharsets.UTF_8));
    }

    /** Writes a whole file, in place of an earlier one. */
    public static void write(Path target, byte[] content) throws IOException {
        try (DurableFile file = new DurableFile(target)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                file.channel.write(rest);
            }
            file.keep();
        }
    }

    /** As {@link #write(Path, byte[])}, in UTF-8. */
    public static void write(Path target, String content) throws IOException {
        write(target, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Copies a small file, in place of an earlier one. */
    public static void copy(Path from, Path target) throws IOException {
        write(target, Files.readAllBytes(from));
    }

    /** Takes a file away for good, where there is one. */
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncFolderOf(file);
        }
    }

    /**
     * Gives a folder, or a file that is on the disk, another name, in place of a file that had it.
     */
    public static void move(Path from, Path target) throws IOException {
        Files.move(from, target, ATOMIC_MOVE, REPLACE_EXISTING);
        syncFolderOf(target);
    }

    /** As {@link #sync}. */
    public static void syncFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            sync(folder);
        }
    }

    /** Makes the names in a folder as durable as what they stand for. */
    public static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** For bytes; whoever uses it leaves {@link #writer} alone. */
    public FileChannel channel() {
        return channel;
    }

    /** For text, in UTF-8. */
    public Writer writer() {
        return writer;
    }

    /** Syncs the file, and gives it its name, in place of what had it. */
    public void keep() throws IOException {
        keepOneOfMany();
        syncFolderOf(target);
    }

    /**
     * As {@link #keep}, where many get their names in one folder: these are durable only after a
     * {@link #sync} of it.
     */
    public void keepOneOfMany() throws IOException {
        writer.flush();
        channel.force(true);
        channel.close();
        Files.move(draft, target, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /** Throws away what was not kept. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(draft);
    }
}
