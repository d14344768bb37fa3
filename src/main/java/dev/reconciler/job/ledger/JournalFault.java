package dev.reconciler.job.ledger;

import dev.reconciler.model.Problem;
import java.nio.file.Path;

/**
 * What can be wrong with the record of a plan's writes, for people.
 *
 * @param plan whose record it is
 */
record JournalFault(String plan) {
    private static final String NEXT =
            "Nothing more is written. Find out who can write to the ledger; a copy of it from before has what is right";

    /** A row is not as it was written. */
    Problem changed(String table, long row, String why) {
        return new Problem(
                "the record of this plan was changed by somebody else",
                "the ledger, table " + table + ", row " + row + " of plan " + plan + ": " + why,
                NEXT);
    }

    /**
     * A row is not there.
     *
     * @param what it is about: {@code entry 5}
     * @param why it has to be there
     */
    Problem missing(String table, String what, String why) {
        return new Problem(
                "a part of the record of this plan is missing",
                "the ledger, table " + table + ", " + what + " of plan " + plan + ": " + why,
                NEXT);
    }

    /** The last rows are not there. @param note the file in the plan's folder that tells of them */
    Problem lost(String table, Path note) {
        return missing(table, "last rows", "they were there when this was noted: " + note);
    }

    /** A row is of an entry that the plan does not have. */
    Problem foreign(String table, long entry) {
        return atOdds(table, entry, "the plan has no such entry");
    }

    /** What was kept of an entry cannot have been written so. */
    Problem atOdds(String table, long entry, String why) {
        return new Problem(
                "the record of this plan was changed by somebody else",
                "the ledger, table " + table + ", entry " + entry + " of plan " + plan + ": " + why,
                NEXT);
    }
}
