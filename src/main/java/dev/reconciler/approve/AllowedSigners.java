package dev.reconciler.approve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which principals a key stands under in an {@code allowed_signers} file (ssh-keygen(1), "ALLOWED
 * SIGNERS"). {@code ssh-keygen} itself looks no further than the first line with the key, and one
 * key on two lines would be two people.
 */
final class AllowedSigners {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    private record Line(List<String> principals, SshKey key) {}

    private final List<Line> lines = new ArrayList<>();

    AllowedSigners(byte[] file) {
        new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .forEach(this::add);
    }

    /**
     * Principals, options (perhaps), type, key, comment (perhaps). The key is where a word is the
     * name of what the next one holds.
     */
    private void add(String line) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(line); word.find(); ) {
            words.add(word.group());
        }
        for (int i = 1; i + 1 < words.size(); i++) {
            var key = SshKey.of(words.get(i), words.get(i + 1));
            if (key.isPresent()) {
                List<String> principals =
                        List.of(words.getFirst().replace("\"", "").split(",", -1));
                lines.add(new Line(principals, key.get()));
                return;
            }
        }
    }

    /** Every principal that the key stands under, on whatever line. */
    Set<String> principalsOf(SshKey key) {
        Set<String> principals = new LinkedHashSet<>();
        lines.stream()
                .filter(line -> line.key().equals(key))
                .forEach(line -> principals.addAll(line.principals()));
        return principals;
    }

    /** Every principal that the file names, patterns aside. */
    List<String> people() {
        return lines.stream()
                .flatMap(line -> line.principals().stream())
                .filter(principal -> !isPattern(principal))
                .distinct()
                .toList();
    }

    /** The keys that the file names. */
    Set<SshKey> keys() {
        Set<SshKey> keys = new LinkedHashSet<>();
        lines.forEach(line -> keys.add(line.key()));
        return keys;
    }

    /** Whether a principal stands for many. */
    static boolean isPattern(String principal) {
        return principal.isEmpty()
                || principal.startsWith("!")
                || principal.contains("*")
                || principal.contains("?");
    }
}
