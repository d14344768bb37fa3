package dev.reconciler.plan;

import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonValue;

/**
 * The last look at a plan before it is frozen: what must never be signed, whatever rule had let it
 * through. A fault is a fault of this program, so nothing is frozen then.
 */
public final class Lint {
    private final List<LintCheck> checks = checks();

    /** Every check; to add one, add a line. */
    private static List<LintCheck> checks() {
        return List.of(
                Lint::nothingWithoutEvidence,
                Lint::nothingThatIsThereAlready,
                Lint::noWriteWithoutRead,
                Lint::noUndoOfNothing,
                Lint::noUndoUnguarded,
                new NoSiteTwice(),
                new NoDamagedTarget());
    }

    /** Goes through all entries, as often as it is asked to. */
    @FunctionalInterface
    public interface Entries {
        void each(Consumer<Entry> take);
    }

    /**
     * @throws Problem when a plan must not be frozen
     */
    public static void check(Entries entries) {
        Lint lint = new Lint();
        entries.each(lint::learn);
        entries.each(lint::judge);
    }

    /** To be told every entry, before any of them is judged. */
    public void learn(Entry entry) {
        checks.forEach(check -> check.learn(entry));
    }

    /**
     * @throws Problem when a plan with that entry must not be frozen
     */
    public void judge(Entry entry) {
        for (LintCheck check : checks) {
            check.fault(entry)
                    .ifPresent(fault -> {
                        throw new Problem(
                                "the plan contradicts itself and was not frozen: " + fault,
                                "deploy " + entry.deploy().text(),
                                "This is a fault of the program. Keep the work folder, and report it");
                    });
        }
    }

    private static Optional<String> nothingWithoutEvidence(Entry entry) {
        boolean restsOnDamage =
                switch (entry.remedy()) {
                    case PlannedRemedy.Restore r -> true;
                    case PlannedRemedy.Revert r -> true;
                    case PlannedRemedy.Superseded s -> true;
                    case PlannedRemedy.Rebuild r -> true;
                    case PlannedRemedy.Publish p -> false;
                    case PlannedRemedy.Escalate e -> false;
                    case PlannedRemedy.Undo u -> false;
                };
        return entry.damage().isEmpty() && restsOnDamage && entry.decided().isEmpty()
                ? Optional.of("nothing is wrong with it")
                : Optional.empty();
    }

    private static Optional<String> nothingThatIsThereAlready(Entry entry) {
        return entry.writes().stream()
                .flatMap(write ->
                        write.goal().entrySet().stream()
                                .filter(goal -> goal.getValue().equals(seen(write, goal.getKey())))
                                .map(goal -> goal.getKey() + " is already what it is to be"))
                .findFirst();
    }

    private static Optional<BsonValue> seen(Write write, String field) {
        return write.seen().getOrDefault(field, Optional.empty());
    }

    private static Optional<String> noWriteWithoutRead(Entry entry) {
        return entry.incomplete() && !entry.writes().isEmpty()
                ? Optional.of("it is written though something could not be read")
                : Optional.empty();
    }

    private static Optional<String> noUndoOfNothing(Entry entry) {
        return entry.remedy() instanceof PlannedRemedy.Undo && entry.writes().isEmpty()
                ? Optional.of("nothing of it is taken back")
                : Optional.empty();
    }

    /** An undo takes no page down that was up when what it takes back was planned. */
    private static Optional<String> noUndoUnguarded(Entry entry) {
        return entry.remedy() instanceof PlannedRemedy.Undo
                        && entry.writes().stream().anyMatch(Lint::needsGuard)
                ? Optional.of("it is taken back, whoever publishes what by then")
                : Optional.empty();
    }

    private static boolean needsGuard(Write write) {
        return write.guard().isEmpty()
                && switch (write.target()) {
                    case DEPLOY -> true;
                    // One that is to publish nothing is pointed at no deploy.
                    case SITE -> write.goal().values().stream().anyMatch(Optional::isPresent);
                };
    }

    /** One plan points a site at one deploy. */
    private static final class NoSiteTwice implements LintCheck {
        private final Set<Id> seen = new HashSet<>();
        private final Set<Id> twice = new HashSet<>();

        @Override
        public void learn(Entry entry) {
            entry.writes().stream()
                    .filter(write -> write.target() == Write.Target.SITE)
                    .filter(write -> !seen.add(write.id()))
                    .forEach(write -> twice.add(write.id()));
        }

        @Override
        public Optional<String> fault(Entry entry) {
            return entry.writes().stream()
                    .filter(write ->
                            write.target() == Write.Target.SITE && twice.contains(write.id()))
                    .map(write -> "site " + write.id().text() + " is set twice")
                    .findFirst();
        }
    }

    /**
     * A site goes back only to a deploy that is sound, or restored whole. A sound one may have an
     * entry, where it did not go live itself.
     */
    private static final class NoDamagedTarget implements LintCheck {
        private final Set<Id> targets = new HashSet<>();

        @Override
        public void learn(Entry entry) {
            if (entry.remedy() instanceof PlannedRemedy.Revert revert) {
                targets.add(revert.target());
            }
        }

        @Override
        public Optional<String> fault(Entry entry) {
            boolean whole =
                    entry.remedy() instanceof PlannedRemedy.Restore && entry.files().isEmpty();
            return targets.contains(entry.deploy()) && !whole && !entry.damage().isEmpty()
                    ? Optional.of("a site is to go back to it, but it is damaged")
                    : Optional.empty();
        }
    }
}
