package dev.reconciler.report.csv;

import dev.reconciler.model.Id;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.Section;
import dev.reconciler.report.Tally;
import dev.reconciler.report.Tally.Remedy;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** {@code customers.csv}: whom to write to, a row per account with an entry. */
public final class CustomersCsv implements ReportList {

    @Override
    public Optional<String> fileName(ReportHeader header) {
        return Optional.of("customers.csv");
    }

    @Override
    public Rows begin(ReportHeader header, Writer out) throws IOException {
        var table =
                new CsvTable(
                        out,
                        "account",
                        "name",
                        "tier",
                        "email",
                        "sites",
                        "sites_down",
                        "sites_need_customer",
                        "sites_with_us",
                        "deploys",
                        "restore",
                        "publish",
                        "revert",
                        "superseded",
                        "rebuild",
                        "escalate",
                        "undo",
                        "conflicts",
                        "not_confirmed",
                        "still_to_come",
                        "page");
        return new Rows() {
            @Override
            public void add(AccountReport account) {
                if (account.hasEntries()) {
                    row(table, account, Tally.of(header, account));
                }
            }

            @Override
            public void end() {
                table.end();
            }
        };
    }

    private static void row(CsvTable table, AccountReport account, Tally tally) {
        table.row(
                account.account().map(Id::text).orElse(""),
                account.name().orElse(""),
                account.tier(),
                account.email().orElse(""),
                tally.sites(),
                tally.sites(Section.DOWN),
                tally.sites(Section.NEEDS_YOU),
                tally.sites(Section.WITH_US),
                tally.deploys(),
                tally.deploys(Remedy.RESTORE),
                tally.deploys(Remedy.PUBLISH),
                tally.deploys(Remedy.REVERT),
                tally.deploys(Remedy.SUPERSEDED),
                tally.deploys(Remedy.REBUILD),
                tally.deploys(Remedy.ESCALATE),
                tally.deploys(Remedy.UNDO),
                tally.conflicts(),
                tally.notConfirmed(),
                tally.stillToCome(),
                "customers/" + account.fileName() + ".html");
    }
}
