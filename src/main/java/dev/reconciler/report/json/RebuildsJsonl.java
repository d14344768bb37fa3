package dev.reconciler.report.json;

import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.SiteReport;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Builds that the platform is asked to run again: {@code rebuilds.preview.jsonl} with all of a
 * plan, after <i>apply</i> {@code rebuilds.jsonl} with those of confirmed entries (contract,
 * section 7).
 */
public final class RebuildsJsonl implements ReportList {

    @Override
    public Optional<String> fileName(ReportHeader header) {
        return Optional.of(
                header.applied().isPresent() ? "rebuilds.jsonl" : "rebuilds.preview.jsonl");
    }

    @Override
    public Rows begin(ReportHeader header, Writer out) {
        return account -> {
            for (SiteReport site : account.sites()) {
                for (EntryReport entry : site.entries()) {
                    if (header.applied().isEmpty() || entry.isConfirmed()) {
                        line(out, entry);
                    }
                }
            }
        };
    }

    private static void line(Writer out, EntryReport report) throws IOException {
        var commit = commit(report.entry().remedy());
        if (commit.isPresent()) {
            try (var json = Json.to(out)) {
                line(json, report, commit.get());
            }
            out.write('\n');
        }
    }

    private static void line(JsonGenerator json, EntryReport report, String commit) {
        json.writeStartObject();
        Json.id(json, "site", report.entry().site());
        Json.id(json, "deploy", report.entry().deploy());
        json.writeStringProperty("commit", commit);
        Json.text(json, "branch", report.deploy().branch());
        json.writeEndObject();
    }

    /** A build that was asked for cannot be taken back, nor is it asked for twice. */
    private static Optional<String> commit(PlannedRemedy remedy) {
        return switch (remedy) {
            case PlannedRemedy.Rebuild(String commit) -> Optional.of(commit);
            case PlannedRemedy.Revert(var _, Optional<String> commit) -> commit;
            case PlannedRemedy.Restore _,
                    PlannedRemedy.Publish _,
                    PlannedRemedy.Superseded _,
                    PlannedRemedy.Escalate _,
                    PlannedRemedy.Undo _ ->
                    Optional.empty();
        };
    }
}
