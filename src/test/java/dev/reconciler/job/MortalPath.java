package dev.reconciler.job;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** A real path of {@link MortalFiles}. */
record MortalPath(FileSystem system, Path real) implements Path {

    private Path mortal(Path path) {
        return path == null ? null : new MortalPath(system, path);
    }

    private static Path real(Path path) {
        return path instanceof MortalPath mortal ? mortal.real : path;
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return mortal(real.getRoot());
    }

    @Override
    public Path getFileName() {
        return mortal(real.getFileName());
    }

    @Override
    public Path getParent() {
        return mortal(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return mortal(real.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return mortal(real.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return real.startsWith(real(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return real.endsWith(real(other));
    }

    @Override
    public Path normalize() {
        return mortal(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return mortal(real.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
        return mortal(real.relativize(real(other)));
    }

    @Override
    public URI toUri() {
        return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return mortal(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return mortal(real.toRealPath(options));
    }

    /** For libraries that read a file of the old kind. */
    @Override
    public File toFile() {
        return real.toFile();
    }

    @Override
    public WatchKey register(
            WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(real(other));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MortalPath path && real.equals(path.real);
    }

    @Override
    public int hashCode() {
        return real.hashCode();
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
