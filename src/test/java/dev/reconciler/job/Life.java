package dev.reconciler.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;

/**
 * The life of a process that a test lets end. All that the process does to the world passes here,
 * is counted, and one of it is the last, or goes wrong.
 */
public final class Life {
    /** What becomes of the effect that was chosen. */
    public enum Ending {
        /** The process is gone just before it. */
        KILLED_BEFORE(true),
        /** The process is gone just after it; of a write to a file, in the middle of it. */
        KILLED_AFTER(true),
        /** It does not take place, and whoever wanted it is told so. */
        FAILED(false),
        /** It does take place, but whoever wanted it is told that it failed. */
        FAILED_AFTER(false),
        /** It fails, and so does all that comes after it: the disk is full, the ledger is gone. */
        FAILED_EVER_AFTER(false);

        private final boolean kills;

        Ending(boolean kills) {
            this.kills = kills;
        }

        /** For a record of what was tried. */
        String told() {
            if (this == FAILED_EVER_AFTER) {
                return "from some effect on all failed";
            }
            return kills ? "killed between two effects" : "an effect failed";
        }
    }

    /** Thrown by whatever a dead process tries to do. It is no exception that anybody handles. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("the process is gone", null, false, false);
        }
    }

    /** Something that is done to the world. */
    public interface Act<T, X extends Exception> {
        T act() throws X;
    }

    private final int chosen;
    private final Ending ending;
    private final Optional<Runnable> accident;
    private final List<String> effects = new ArrayList<>();
    private final Unsynced unsynced = new Unsynced();
    private volatile boolean dead;

    private Life(int chosen, Ending ending, Optional<Runnable> accident) {
        this.chosen = chosen;
        this.ending = ending;
        this.accident = accident;
    }

    /** Nothing happens to it. */
    public static Life undisturbed() {
        return new Life(Integer.MAX_VALUE, Ending.KILLED_BEFORE, Optional.empty());
    }

    /**
     * @param chosen number of the effect that is to end so, from 0
     */
    public static Life until(int chosen, Ending ending) {
        return new Life(chosen, ending, Optional.empty());
    }

    /**
     * It is not ended itself, but something that it needs has an accident.
     *
     * @param chosen number of the effect just before which that is, from 0
     */
    public static Life meeting(int chosen, Runnable accident) {
        return new Life(chosen, Ending.KILLED_BEFORE, Optional.of(accident));
    }

    /** What was done so far: the step, and what. */
    public synchronized List<String> effects() {
        return List.copyOf(effects);
    }

    /** The effect that was chosen, where it has been come to. */
    public Optional<String> last() {
        List<String> all = effects();
        return chosen < all.size() ? Optional.of(all.get(chosen)) : Optional.empty();
    }

    /** What of its files a power cut would take now. */
    Unsynced unsynced() {
        return unsynced;
    }

    public boolean isDead() {
        return dead;
    }

    /** What changes nothing, but a dead process does not do it. */
    public void look() {
        if (dead) {
            throw new Killed();
        }
    }

    /**
     * Does something to the world, unless this is where it ends.
     *
     * @param half what is done of it where the process is gone in the middle
     */
    public <T, X extends Exception> T effect(String what, Act<T, X> act, Act<T, X> half, X failure)
            throws X {
        look();
        int number = number(what);
        boolean isOver = number > chosen && ending == Ending.FAILED_EVER_AFTER;
        if (number != chosen && !isOver) {
            return act.act();
        }
        if (accident.isPresent()) {
            accident.get().run();
            return act.act();
        }
        switch (ending) {
            case KILLED_BEFORE, FAILED, FAILED_EVER_AFTER -> {}
            case KILLED_AFTER -> half.act();
            case FAILED_AFTER -> act.act();
        }
        if (ending.kills) {
            dead = true;
            throw new Killed();
        }
        throw failure;
    }

    private synchronized int number(String what) {
        effects.add(step() + ": " + what);
        return effects.size() - 1;
    }

    private static String step() {
        StepContext step = StepSynchronizationManager.getContext();
        return step == null ? "job" : step.getStepName();
    }
}
