package dev.reconciler.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sentence for a customer that knows which of its parts came from outside; those are made safe to
 * show.
 */
public record Phrase(List<Part> parts) {
    private static final Phrase EMPTY = new Phrase(List.of());

    /**
     * What a part is: our own words, a name that somebody gave, or something to be read letter by
     * letter.
     */
    public enum Kind {
        WORDS,
        NAME,
        CODE
    }

    /**
     * @param text safe to show, not escaped
     */
    public record Part(Kind kind, String text) {}

    public Phrase {
        parts = List.copyOf(parts);
    }

    /** Our own words. */
    public static Phrase of(String words) {
        return EMPTY.then(words);
    }

    /** Adds our own words. */
    public Phrase then(String words) {
        return with(new Part(Kind.WORDS, words));
    }

    /** Adds another phrase. */
    public Phrase then(Phrase other) {
        return new Phrase(Stream.concat(parts.stream(), other.parts.stream()).toList());
    }

    /** Adds a name that somebody gave. */
    public Phrase name(String raw) {
        return with(new Part(Kind.NAME, SafeText.of(raw, SafeText.SHORT)));
    }

    /** Adds a commit, a branch or an id. */
    public Phrase code(String raw) {
        return with(new Part(Kind.CODE, SafeText.of(raw, SafeText.SHORT)));
    }

    /** Without markup. */
    public String plain() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }

    private Phrase with(Part part) {
        return new Phrase(Stream.concat(parts.stream(), Stream.of(part)).toList());
    }
}
