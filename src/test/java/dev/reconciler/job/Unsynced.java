package dev.reconciler.job;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a power cut would take: files that were written, or got their names, and are not synced. */
final class Unsynced {
    private final Set<Path> contents = new TreeSet<>();
    private final Set<Path> names = new TreeSet<>();

    synchronized void written(Path file) {
        contents.add(file);
    }

    /** A file got its name there, or lost it. */
    synchronized void named(Path file) {
        names.add(file);
    }

    /** A file, or a folder with the names in it. */
    synchronized void synced(Path path) {
        contents.remove(path);
        names.removeIf(file -> path.equals(file.getParent()));
    }

    synchronized void moved(Path from, Path to) {
        rename(contents, from, to);
        rename(names, from, to);
        names.add(from);
        names.add(to);
    }

    private static void rename(Set<Path> paths, Path from, Path to) {
        Set<Path> below =
                paths.stream()
                        .filter(path -> path.startsWith(from))
                        .collect(Collectors.toCollection(TreeSet::new));
        paths.removeAll(below);
        below.forEach(path -> paths.add(to.resolve(from.relativize(path))));
    }

    synchronized void deleted(Path file) {
        contents.remove(file);
        named(file);
    }

    /** By their names, those in a folder and below it. */
    synchronized Set<String> below(Path folder) {
        Set<Path> all = new TreeSet<>(contents);
        all.addAll(names);
        return all.stream()
                .filter(file -> file.startsWith(folder))
                .map(file -> folder.relativize(file).toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
