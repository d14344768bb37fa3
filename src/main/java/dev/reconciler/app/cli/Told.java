package dev.reconciler.app.cli;

import dev.reconciler.job.RunStatus;
import dev.reconciler.job.StepStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which steps have been told for good. One that goes on after all, as <i>verify</i> does, is told
 * again.
 */
final class Told {
    private final Map<String, Long> told = new HashMap<>();

    /**
     * Whether a step has ended, and will hardly go on: another one has begun since, or the run is
     * over.
     */
    boolean isOver(RunStatus status, StepStatus step) {
        boolean runIsOver = !status.goesOn();
        return runIsOver || step.endedAt().isPresent() && !step.equals(status.steps().getLast());
    }

    /** The step, unless it was told as it is now. */
    Optional<StepStatus> once(StepStatus step) {
        Long before = told.put(step.name(), step.done());
        return before != null && before == step.done() ? Optional.empty() : Optional.of(step);
    }
}
