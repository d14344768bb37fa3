package dev.reconciler.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether somebody could put something else in the place of a file. He can where the file or a
 * folder on the way to it is his, since he then gives himself what rights he likes, or where he may
 * write it. On the way are also the folders that links lead through.
 *
 * @param own whether a path is his; of a link, the link
 * @param writable whether he may write it; of a link, what it leads to
 */
record Replaceable(Predicate<Path> own, Predicate<Path> writable) {
    private static final int STICKY = 01000;

    /** By the user that this program runs as. The superuser can replace everything. */
    static Replaceable byUs() {
        Optional<String> us = ProcessHandle.current().info().user();
        return new Replaceable(path -> us.isPresent() && owner(path).equals(us), Files::isWritable);
    }

    private static Optional<String> owner(Path path) {
        try {
            return path.getFileSystem().supportedFileAttributeViews().contains("owner")
                    ? Optional.of(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName())
                    : Optional.empty();
        } catch (IOException e) {
            // What we may not even look at is not ours.
            return Optional.empty();
        }
    }

    /** What he would begin with; empty where he cannot, or there is no such file. */
    Optional<Path> at(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        if (own.test(real) || writable.test(real)) {
            return Optional.of(file);
        }
        Set<Path> way = new LinkedHashSet<>();
        add(file, way);
        add(real, way);
        return way.stream().filter(this::canReplace).map(Path::getParent).findFirst();
    }

    /** A path, the folders above it, and the same of what links among these lead to. */
    private static void add(Path path, Set<Path> way) throws IOException {
        for (Path at = path.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (way.add(at) && Files.isSymbolicLink(at)) {
                add(at.resolveSibling(Files.readSymbolicLink(at)), way);
            }
        }
    }

    /** In a sticky folder, such as that for temporary files, everybody replaces what is his. */
    private boolean canReplace(Path path) {
        Path folder = path.getParent();
        return folder != null
                && (own.test(folder)
                        || writable.test(folder) && (!isSticky(folder) || own.test(path)));
    }

    private static boolean isSticky(Path folder) {
        try {
            return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
        } catch (IOException e) {
            return false;
        }
    }
}
