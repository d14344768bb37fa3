package dev.reconciler.report.csv;

import dev.reconciler.model.Id;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.SiteDown;
import dev.reconciler.report.SiteReport;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/**
 * {@code sites-down.csv}: what visitors do not get as they should once the plan is applied
 * (contract, section 7).
 */
public final class SitesDownCsv implements ReportList {

    @Override
    public Optional<String> fileName(ReportHeader header) {
        return Optional.of("sites-down.csv");
    }

    @Override
    public Rows begin(ReportHeader header, Writer out) throws IOException {
        var table = new CsvTable(out, "site", "name", "account", "tier", "why");
        return new Rows() {
            @Override
            public void add(AccountReport account) {
                for (SiteReport site : account.sites()) {
                    site.down().ifPresent(down -> row(table, account, site, down));
                }
            }

            @Override
            public void end() {
                table.end();
            }
        };
    }

    private static void row(CsvTable table, AccountReport account, SiteReport site, SiteDown down) {
        table.row(
                site.site().map(Id::text).orElse(""),
                site.name().orElse(""),
                account.account().map(Id::text).orElse(""),
                account.tier(),
                down.text());
    }
}
