package dev.reconciler.source.store;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectDigest;
import dev.reconciler.source.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store on a mounted file system. Where a file system is not mounted its folder is empty, and so
 * an object is missing only if the folder that it would be in is there.
 */
public final class FolderStore implements ObjectStore {
    private static final String UNMOUNTED = "its folder is not there: is the file system mounted?";

    private final Path root;
    private final StoreLayout layout;

    /**
     * @param root the folder that holds {@code trees/} and {@code blobs/}
     */
    public FolderStore(Path root, StoreLayout layout) {
        this.root = root;
        this.layout = layout;
    }

    @Override
    public Fetched fetchTree(TreeId id, int limit) {
        Path file = root.resolve(layout.tree(id));
        return answer(file, open -> fetch(open, limit), Fetched.Missing::new, Fetched.Unread::new);
    }

    @Override
    public Digested digestBlob(String id) {
        Path file = root.resolve(layout.blob(id));
        return answer(file, open -> digest(open, id), Digested.Missing::new, Digested.Unread::new);
    }

    @Override
    public String description() {
        return "folder " + root;
    }

    @Override
    public void check() {
        requireFolder(root);
        Path trees = folderOf(layout.trees());
        requireFolder(trees);
        requireFolder(folderOf(layout.blobs()));
        if (!holdsATree(trees)) {
            throw new Problem(
                    "the store has no tree object",
                    trees.toString(),
                    "check reconciler.store.location and reconciler.store.trees");
        }
    }

    @Override
    public void close() {
        // Nothing is held open between two calls.
    }

    private static Fetched fetch(OpenFile file, int limit) throws IOException {
        if (file.size() > limit) {
            return new Fetched.TooLarge(file.size());
        }
        byte[] bytes = file.in().readNBytes(limit);
        file.requireWhole(bytes.length);
        return new Fetched.Present(bytes);
    }

    private static Digested digest(OpenFile file, String id) throws IOException {
        ObjectDigest digest = new ObjectDigest(id);
        long size = digest.update(file.in());
        file.requireWhole(size);
        return new Digested.Present(size, digest.hex());
    }

    private static <T> T answer(
            Path file, Reading<T> reading, Supplier<T> missing, Function<String, T> unread) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return unread.apply("it is no regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return reading.read(new OpenFile(in, attributes.size()));
            }
        } catch (NoSuchFileException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return unread.apply("it is a link to nowhere");
            }
            return Files.isDirectory(file.resolveSibling(""))
                    ? missing.get()
                    : unread.apply(UNMOUNTED);
        } catch (IOException e) {
            return unread.apply(why(e));
        }
    }

    private static String why(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private Path folderOf(String prefix) {
        return root.resolve(prefix + "0").resolveSibling("").normalize();
    }

    private boolean holdsATree(Path folder) {
        String prefix = layout.trees().substring(layout.trees().lastIndexOf('/') + 1);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path file : files) {
                if (TreeId.isHexId(file.getFileName().toString().substring(prefix.length()))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new Problem(
                    "a folder of the store cannot be listed (" + why(e) + ")",
                    folder.toString(),
                    "give the user that runs this the right to read it",
                    e);
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Problem(
                    "the store has no such folder",
                    folder.toString(),
                    "mount the file system, or correct reconciler.store.location");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new Problem(
                    "a folder of the store may not be read",
                    folder.toString(),
                    "give the user that runs this the right to read it");
        }
    }

    /** Reads one object to its end. */
    private interface Reading<T> {
        T read(OpenFile file) throws IOException;
    }

    /**
     * @param size as it was when the file was opened
     */
    private record OpenFile(InputStream in, long size) {

        void requireWhole(long read) throws IOException {
            if (read != size) {
                throw new IOException(read + " of " + size + " bytes were read");
            }
        }
    }
}
