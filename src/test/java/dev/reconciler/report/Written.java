package dev.reconciler.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** What formats and lists write, as text. */
public final class Written {
    private Written() {}

    public static String page(ReportFormat format, ReportHeader header, AccountReport account)
            throws IOException {
        var out = new StringWriter();
        format.write(header, account, out);
        return out.toString();
    }

    public static String list(ReportList list, ReportHeader header, AccountReport... accounts)
            throws IOException {
        var out = new StringWriter();
        var rows = list.begin(header, out);
        for (AccountReport account : List.of(accounts)) {
            rows.add(account);
        }
        rows.end();
        return out.toString();
    }
}
