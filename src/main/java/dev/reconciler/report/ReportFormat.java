package dev.reconciler.report;

import java.io.IOException;
import java.io.Writer;

/**
 * A format of the customers' pages. One class per format, and a line in the list that the job hands
 * to {@link Reports}.
 */
public interface ReportFormat {

    /** The file name's extension, without the dot. */
    String extension();

    /**
     * Writes one account's page.
     *
     * @param out is closed by the caller; UTF-8
     */
    void write(ReportHeader header, AccountReport account, Writer out) throws IOException;
}
