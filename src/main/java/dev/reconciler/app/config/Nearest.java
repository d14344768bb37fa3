package dev.reconciler.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The nearest of the known words, by edits; empty where none shares half of its letters. */
    public static Optional<String> to(String word, Collection<String> known) {
        String plain = Shape.plain(word);
        return known.stream()
                .min(Comparator.comparingInt(other -> distance(plain, Shape.plain(other))))
                .filter(other ->
                        distance(plain, Shape.plain(other)) <= Math.max(2, plain.length() / 2));
    }

    /** Levenshtein's distance, one row at a time. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
