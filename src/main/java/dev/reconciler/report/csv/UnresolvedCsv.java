package dev.reconciler.report.csv;

import dev.reconciler.model.Id;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.EntryResult;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.SiteReport;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code unresolved.csv}: what a person must decide, and why. For us, not for customers: a reason
 * may speak of others.
 */
public final class UnresolvedCsv implements ReportList {

    @Override
    public Optional<String> fileName(ReportHeader header) {
        return Optional.of("unresolved.csv");
    }

    @Override
    public Rows begin(ReportHeader header, Writer out) throws IOException {
        var table =
                new CsvTable(
                        out,
                        "deploy",
                        "site",
                        "site_name",
                        "account",
                        "tier",
                        "created_at",
                        "published",
                        "damage",
                        "commit",
                        "sidelined",
                        "incomplete",
                        "result",
                        "reason");
        return new Rows() {
            @Override
            public void add(AccountReport account) {
                for (SiteReport site : account.sites()) {
                    site.entries().stream()
                            .filter(UnresolvedCsv::isEscalated)
                            .forEach(entry -> row(table, account, site, entry));
                }
            }

            @Override
            public void end() {
                table.end();
            }
        };
    }

    private static boolean isEscalated(EntryReport report) {
        return report.entry().remedy() instanceof PlannedRemedy.Escalate;
    }

    private static void row(
            CsvTable table, AccountReport account, SiteReport site, EntryReport report) {
        var entry = report.entry();
        table.row(
                entry.deploy().text(),
                site.site().map(Id::text).orElse(""),
                site.name().orElse(""),
                account.account().map(Id::text).orElse(""),
                account.tier(),
                report.deploy().created().map(Instant::toString).orElse(""),
                entry.published(),
                CsvReport.damage(entry),
                report.deploy().commit().orElse(""),
                entry.sidelined(),
                entry.incomplete(),
                report.result().map(EntryResult::text).orElse("planned"),
                entry.reason());
    }
}
