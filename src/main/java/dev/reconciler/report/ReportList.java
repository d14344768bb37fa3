package dev.reconciler.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/**
 * A file over all accounts. One class per list, and a line in the list that the job hands to {@link
 * Reports}.
 */
public interface ReportList {

    /**
     * Name of the file in the plan's folder; empty where this list is not written before, or after,
     * <i>apply</i>.
     */
    Optional<String> fileName(ReportHeader header);

    /**
     * Begins the file.
     *
     * @param out is closed by the caller; UTF-8
     */
    Rows begin(ReportHeader header, Writer out) throws IOException;

    /** Takes one account after the other, in the order of the rows: highest tier first. */
    interface Rows {

        /** Adds what the list has to say of an account: nothing, or rows. */
        void add(AccountReport account) throws IOException;

        /** Completes the file. */
        default void end() throws IOException {}
    }
}
