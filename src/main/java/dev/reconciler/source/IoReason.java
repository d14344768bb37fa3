package dev.reconciler.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something could not be read, in words; the JDK's own often say no more than a path. */
public final class IoReason {
    private IoReason() {}

    /** A clause to be put after a colon. */
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> "there is no " + gone.getFile();
            case AccessDeniedException denied -> "no right to read " + denied.getFile();
            case NotDirectoryException file -> "no folder: " + file.getFile();
            case FileSystemLoopException loop -> "a link leads back to " + loop.getFile();
            case FileSystemException other -> String.valueOf(other.getMessage());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
