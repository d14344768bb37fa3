package dev.reconciler.job;

import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with a file of decisions, line by line: all of it is told at once, as far as
 * somebody reads it.
 */
public final class DecisionFaults {
    private static final int NAMED = 20;

    private final String file;
    private final List<Problem> first = new ArrayList<>();
    private long more;

    /**
     * @param file its name, for people
     */
    public DecisionFaults(String file) {
        this.file = file;
    }

    /** A line is wrong. @param problem where it is begins with the file's name */
    public void add(Problem problem) {
        if (first.size() < NAMED) {
            first.add(problem);
        } else {
            more++;
        }
    }

    /**
     * @throws Refused when a line is wrong; where it is one, as it was told
     */
    public void refuse() {
        if (first.size() == 1) {
            throw new Refused(first.getFirst());
        }
        if (!first.isEmpty()) {
            throw new Refused(
                    "%,d lines of the decisions are not right".formatted(first.size() + more),
                    file
                            + first.stream().map(this::told).collect(Collectors.joining())
                            + (more == 0 ? "" : "\n    … and %,d more".formatted(more)),
                    "Correct them, or take them out; nothing was compared yet. A line is like "
                            + DecisionLine.EXAMPLE);
        }
    }

    private String told(Problem problem) {
        return "\n    " + problem.where().substring(file.length() + 2) + ": " + problem.what();
    }
}
