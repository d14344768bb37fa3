package dev.reconciler.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything below a folder, byte for byte. */
final class FolderPicture {
    private static final int AROUND = 60;

    private FolderPicture() {}

    /** The text of each file by its path; an empty folder is a path that ends in a slash. */
    static Map<String, String> of(Path folder) {
        Map<String, String> picture = new TreeMap<>();
        if (!Files.exists(folder)) {
            return picture;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> add(file, folder, picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return picture;
    }

    private static void add(Path file, Path folder, Map<String, String> picture) {
        String name = folder.relativize(file).toString();
        try {
            if (Files.isDirectory(file)) {
                picture.put(name + "/", "");
            } else {
                // One character for each byte, so that no two files look alike.
                picture.put(
                        name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where two pictures begin to differ, by file; empty where they are the same. */
    static Map<String, String> difference(
            Map<String, String> picture, Map<String, String> expected) {
        Map<String, String> difference = new TreeMap<>();
        picture.forEach((file, text) -> {
            String other = expected.get(file);
            if (other == null) {
                difference.put(file, "should not be there");
            } else if (!other.equals(text)) {
                difference.put(file, firstDifference(text, other));
            }
        });
        expected.keySet().stream()
                .filter(file -> !picture.containsKey(file))
                .forEach(file -> difference.put(file, "is not there"));
        return difference;
    }

    private static String firstDifference(String text, String expected) {
        int at = 0;
        while (at < Math.min(text.length(), expected.length())
                && text.charAt(at) == expected.charAt(at)) {
            at++;
        }
        return "%s, not %s".formatted(around(text, at), around(expected, at));
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - AROUND), Math.min(text.length(), at + AROUND));
    }
}
