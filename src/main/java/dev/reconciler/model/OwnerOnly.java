package dev.reconciler.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folders and files for nobody but their owner, since they hold what customers have, or how to get
 * at it. Where a file system knows no owners, they are as it makes them.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));

    private OwnerOnly() {}

    /** Makes a folder, and those above it that are missing. One that is there keeps its rights. */
    public static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, "rwx------"));
    }

    /** As {@link #folder}, for the folder that a file is to be in. */
    public static void folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            folder(folder);
        }
    }

    /**
     * Makes an empty file.
     *
     * @throws java.nio.file.FileAlreadyExistsException where there is one
     */
    public static Path file(Path file) throws IOException {
        return Files.createFile(file, attributes(file, "rw-------"));
    }

    /** Opens a file, which is for its owner where it is made by that. */
    public static FileChannel open(Path file, Set<? extends OpenOption> options)
            throws IOException {
        return FileChannel.open(file, options, attributes(file, "rw-------"));
    }

    /**
     * Puts a few words in the place of an earlier file, whole for whoever reads it at that moment;
     * where a power cut may not take them: {@link DurableFile}.
     */
    public static void replace(Path file, String words) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.writeString(file(next), words);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] attributes(Path path, String rights) {
        return knowsRights(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
                }
                : new FileAttribute<?>[0];
    }

    /** Whether anybody but the owner may do anything with it; not where it is not there. */
    public static boolean isOpenToOthers(Path path) throws IOException {
        if (!knowsRights(path) || !Files.exists(path)) {
            return false;
        }
        return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
    }

    private static boolean knowsRights(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
