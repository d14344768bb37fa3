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
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code unresolved.csv}: what a person must decide, and why. For us, not for customers: a reason
 * may speak of others. The last cell is the line that says so to <i>plan</i>, but for what was
 * decided, by whom and why.
 */
public final class UnresolvedCsv implements ReportList {
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

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
                        "reason",
                        "trees_seen",
                        "decision");
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
                entry.reason(),
                report.candidates().orElse(""),
                line(entry.deploy()));
    }

    /** In plain ASCII, since a cell is rid of marks that an id may have. */
    private static String line(Id deploy) {
        var node = ASCII.createObjectNode();
        node.set("deploy", ASCII.readTree(deploy.json()));
        node.put("remedy", "").put("by", "").put("why", "");
        return ASCII.writeValueAsString(node);
    }
}
