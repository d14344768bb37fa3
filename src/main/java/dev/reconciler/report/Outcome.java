package dev.reconciler.report;

import dev.reconciler.model.Damage;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import java.util.Set;

/** What an entry means to the owner of the deploy, the most urgent first. */
public enum Outcome {
    /** Served again, or still, but for some files, which only the owner has. */
    FILES_DAMAGED(Section.NEEDS_YOU),
    /** Cannot be served again, and we may not build it on our own. */
    LOST(Section.NEEDS_YOU),
    /** An earlier deploy is served, and nothing of ours will change that. */
    WENT_BACK_FOR_GOOD(Section.NEEDS_YOU),
    /** Not live, and only its owner knows whether it should be. */
    HELD_BACK(Section.NEEDS_YOU),
    /** Something that matters could not be read: nothing was changed. */
    UNREAD(Section.WITH_US),
    /** A person of ours has to find out more. */
    UNDECIDED(Section.WITH_US),
    /** Somebody was faster than we: nothing was overwritten. */
    CHANGED_MEANWHILE(Section.WITH_US),
    /** Written, but not found so when it was read again. */
    NOT_CONFIRMED(Section.WITH_US),
    /** The repair was taken back: it is as it was before that. */
    TAKEN_BACK(Section.WITH_US),
    /** Its turn has not come: the run left it out, or ended before. */
    STILL_TO_COME(Section.TO_COME),
    /** Went live, as it would have without the incident. */
    PUBLISHED(Section.DONE),
    /** An earlier deploy is served until the build is through. */
    WENT_BACK(Section.DONE),
    /** Its build was asked for again. */
    BUILT_AGAIN(Section.DONE),
    /** As it was. */
    RESTORED(Section.DONE),
    /** A newer deploy took its place. */
    REPLACED(Section.DONE),
    /** The repair that was taken back is in its place again. */
    REPAIRED_AGAIN(Section.DONE);

    private final Section section;

    Outcome(Section section) {
        this.section = section;
    }

    /** The section of a page that this belongs to. */
    public Section section() {
        return section;
    }

    /** The outcome of an entry; before <i>apply</i>, the one that is planned. */
    public static Outcome of(EntryReport report) {
        return switch (report.result().orElse(EntryResult.NOT_APPLIED)) {
            case CONFLICT -> CHANGED_MEANWHILE;
            case NOT_CONFIRMED -> NOT_CONFIRMED;
            case NOT_APPLIED ->
                    report.result().isPresent()
                            ? stillToCome(report.entry())
                            : planned(report.entry());
            case CONFIRMED -> planned(report.entry());
        };
    }

    /** What is not to be repaired is not to come either. */
    private static Outcome stillToCome(Entry entry) {
        return switch (entry.remedy()) {
            case PlannedRemedy.Restore _,
                    PlannedRemedy.Publish _,
                    PlannedRemedy.Revert _,
                    PlannedRemedy.Rebuild _,
                    PlannedRemedy.Undo _ ->
                    STILL_TO_COME;
            case PlannedRemedy.Superseded _, PlannedRemedy.Escalate _ -> planned(entry);
        };
    }

    private static Outcome planned(Entry entry) {
        return switch (entry.remedy()) {
            case PlannedRemedy.Restore _ -> entry.files().isEmpty() ? RESTORED : FILES_DAMAGED;
            case PlannedRemedy.Publish _ -> PUBLISHED;
            case PlannedRemedy.Revert revert ->
                    revert.commit().isPresent() ? WENT_BACK : WENT_BACK_FOR_GOOD;
            case PlannedRemedy.Superseded _ -> REPLACED;
            case PlannedRemedy.Rebuild _ -> BUILT_AGAIN;
            case PlannedRemedy.Escalate _ -> escalated(entry);
            case PlannedRemedy.Undo undo -> undo.repairsAgain() ? REPAIRED_AGAIN : TAKEN_BACK;
        };
    }

    private static Outcome escalated(Entry entry) {
        if (entry.incomplete()) {
            return UNREAD;
        }
        if (entry.damage().isEmpty()) {
            return HELD_BACK;
        }
        return switch (Cause.of(entry.damage())) {
            case FILES -> FILES_DAMAGED;
            case POINTER, TREE -> LOST;
            case RECORD -> UNDECIDED;
        };
    }

    /** What a customer is told was damaged: what matters most of all kinds that hold. */
    enum Cause {
        POINTER,
        TREE,
        RECORD,
        FILES;

        static Cause of(Set<Damage> damage) {
            if (damage.stream().anyMatch(Damage::isPointer)) {
                return POINTER;
            }
            if (damage.contains(Damage.TREE_MISSING) || damage.contains(Damage.TREE_CORRUPT)) {
                return TREE;
            }
            return damage.stream().anyMatch(Damage::isMetadata) ? RECORD : FILES;
        }
    }
}
