package dev.reconciler.source;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a directory and of those below it, links followed; or one file, which is then a
 * folder of itself.
 *
 * @param depth how many levels of names are looked at, so that a wrong path does not mean walking
 *     through a whole disk
 */
public record FileFolder(Path path, int depth) implements ByteFolder {
    /** Stands at the root of a mounted disk, for the superuser only, and is never evidence. */
    private static final String LOST_AND_FOUND = "lost+found";

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public SortedMap<String, ByteSource> files() throws IOException {
        var files = new TreeMap<String, ByteSource>();
        Files.walkFileTree(
                path,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                depth,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!attributes.isDirectory()) {
                            files.put(relative(file), new FileBytes(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (file.endsWith(LOST_AND_FOUND)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }
                });
        return files;
    }

    private String relative(Path file) {
        return file.equals(path)
                ? String.valueOf(path.getFileName())
                : path.relativize(file).toString().replace('\\', '/');
    }
}
