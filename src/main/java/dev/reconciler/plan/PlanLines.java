package dev.reconciler.plan;

import dev.reconciler.model.Id;
import tools.jackson.core.JacksonException;

/** Entries as lines of {@code plan.jsonl}, for what is kept until the plan is frozen. */
public final class PlanLines {
    private static final int LONG = 20_000;

    private PlanLines() {}

    /** The line of an entry, without its end. */
    public static String of(Entry entry) {
        return PlanJson.write(entry).toString();
    }

    /**
     * The line of an entry for its reports, which do not tell the values that a deploy gets: where
     * the line is long, without them, so that those of an account can be in memory together.
     *
     * @param line of the entry
     */
    public static String brief(String line, Entry entry) {
        return line.length() <= LONG ? line : of(entry.brief());
    }

    /**
     * The entry of a line.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Entry entry(String line) {
        try {
            return PlanJson.entry(PlanJson.MAPPER.readTree(line));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a line of a plan", e);
        }
    }

    /** An id as JSON, as contract section 1 writes ids. */
    public static String json(Id id) {
        return PlanJson.id(id).toString();
    }
}
