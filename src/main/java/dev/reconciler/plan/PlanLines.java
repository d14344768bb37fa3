package dev.reconciler.plan;

import dev.reconciler.model.Id;
import tools.jackson.core.JacksonException;

/** Entries as lines of {@code plan.jsonl}, for what is kept until the plan is frozen. */
public final class PlanLines {
    private PlanLines() {}

    /** The line of an entry, without its end. */
    public static String of(Entry entry) {
        return PlanJson.write(entry).toString();
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
