package dev.reconciler.report.csv;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.EntryResult;
import dev.reconciler.report.Passage;
import dev.reconciler.report.Phrase;
import dev.reconciler.report.ReportFormat;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.SafeText;
import dev.reconciler.report.SiteReport;
import dev.reconciler.report.SiteStory;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.stream.Collectors;

/** A customer's page as a table: a row per deploy. */
public final class CsvReport implements ReportFormat {

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public void write(ReportHeader header, AccountReport account, Writer out) throws IOException {
        var table =
                new CsvTable(
                        out,
                        "site",
                        "site_name",
                        "deploy",
                        "created_at",
                        "branch",
                        "context",
                        "commit",
                        "title",
                        "published",
                        "damage",
                        "remedy",
                        "result",
                        "what_happened",
                        "what_to_do",
                        "damaged_files",
                        "files");
        for (SiteReport site : account.sites()) {
            for (EntryReport entry : site.entries()) {
                row(table, site, entry, SiteStory.alone(header, entry));
            }
        }
        table.end();
    }

    private static void row(CsvTable table, SiteReport site, EntryReport report, Passage told) {
        var entry = report.entry();
        var deploy = report.deploy();
        table.row(
                site.site().map(Id::text).orElse(""),
                site.name().orElse(""),
                entry.deploy().text(),
                deploy.created().map(Instant::toString).orElse(""),
                deploy.branch().orElse(""),
                deploy.context().orElse(""),
                deploy.commit().orElse(""),
                deploy.title().orElse(""),
                entry.published(),
                damage(entry),
                entry.remedy().text(),
                report.result().map(EntryResult::text).orElse("planned"),
                told.label() + ": " + told.text().plain(),
                told.todo().map(Phrase::plain).orElse(""),
                entry.files().size() + entry.more(),
                files(entry));
    }

    static String damage(Entry entry) {
        return entry.damage().stream().map(Damage::text).collect(Collectors.joining(" "));
    }

    private static String files(Entry entry) {
        return entry.files().stream().map(CsvReport::file).collect(Collectors.joining("; "));
    }

    private static String file(DamagedFile file) {
        return SafeText.of(file.path(), SafeText.LONG) + " (" + file.kind().text() + ")";
    }
}
