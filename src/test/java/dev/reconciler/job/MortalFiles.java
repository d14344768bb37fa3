package dev.reconciler.job;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The real files, as a process has them that may end: to create, write, move or delete a file is an
 * effect. Who is only looking on has files of his own: {@code status.json} is written when it is
 * time to, and counts for nothing.
 */
final class MortalFiles extends FileSystemProvider {
    private final Life life;
    private final FileSystem system = new System(this);

    private MortalFiles(Life life) {
        this.life = life;
    }

    /** A real path for the process of that life. */
    static Path of(Path real, Life life) {
        return new MortalPath(new MortalFiles(life).system, real.toAbsolutePath());
    }

    // ---- what changes something

    private <T> T effect(
            String what, Path path, Life.Act<T, IOException> act, Life.Act<T, IOException> half)
            throws IOException {
        if (real(path).getFileName().toString().startsWith("status.json")) {
            life.look();
            return act.act();
        }
        return life.effect(
                what + " " + kind(path),
                act,
                half,
                new IOException("No space left on device, as it were"));
    }

    private static String kind(Path path) {
        return path.getFileName()
                .toString()
                .replaceAll("[0-9a-f]{24,}", "ID")
                .replaceAll("[0-9]+", "N");
    }

    private void change(String what, Path path, Change change) throws IOException {
        Life.Act<Boolean, IOException> act =
                () -> {
                    change.make();
                    return true;
                };
        effect(what, path, act, act);
    }

    private interface Change {
        void make() throws IOException;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Life.Act<FileChannel, IOException> open =
                () -> FileChannel.open(real(path), options, attributes);
        if (!options.contains(StandardOpenOption.WRITE)
                && !options.contains(StandardOpenOption.APPEND)) {
            life.look();
            return Files.isDirectory(real(path))
                    ? new MortalChannel(open.act(), path, this::effect, life)
                    : open.act();
        }
        boolean isNew = !Files.exists(real(path));
        FileChannel real =
                effect(
                        "create",
                        path,
                        open,
                        () -> {
                            open.act().close();
                            return null;
                        });
        if (isNew) {
            life.unsynced().named(real(path));
        }
        return new MortalChannel(real, path, this::effect, life);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        if (Files.exists(real(path))) {
            Files.createDirectory(real(path), attributes);
        }
        change("create folder", path, () -> Files.createDirectory(real(path), attributes));
        life.unsynced().named(real(path));
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!Files.exists(real(path), LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(real(path));
        }
        change("delete", path, () -> Files.delete(real(path)));
        life.unsynced().deleted(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        change("copy", target, () -> Files.copy(real(source), real(target), options));
        life.unsynced().written(real(target));
        life.unsynced().named(real(target));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        change("move to", target, () -> Files.move(real(source), real(target), options));
        life.unsynced().moved(real(source), real(target));
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
            throws IOException {
        change("mark", path, () -> Files.setAttribute(real(path), attribute, value, options));
    }

    // ---- what changes nothing

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        life.look();
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> real = Files.newDirectoryStream(real(folder))) {
            for (Path entry : real) {
                Path mortal = new MortalPath(system, entry);
                if (filter.accept(mortal)) {
                    entries.add(mortal);
                }
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return Files.isSameFile(real(path), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        life.look();
        real(path).getFileSystem().provider().checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        life.look();
        return Files.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
            throws IOException {
        life.look();
        return Files.readAttributes(real(path), attributes, options);
    }

    @Override
    public String getScheme() {
        return "mortal";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    static Path real(Path path) {
        if (path instanceof MortalPath mortal) {
            return mortal.real();
        }
        throw new ProviderMismatchException();
    }

    private static final class System extends FileSystem {
        private final FileSystemProvider provider;
        private final FileSystem real = java.nio.file.FileSystems.getDefault();

        System(FileSystemProvider provider) {
            this.provider = provider;
        }

        @Override
        public FileSystemProvider provider() {
            return provider;
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return real.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return List.of(new MortalPath(this, real.getRootDirectories().iterator().next()));
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return real.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return real.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return new MortalPath(this, real.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            PathMatcher matcher = real.getPathMatcher(pattern);
            return path -> matcher.matches(real(path));
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return real.getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }
}
