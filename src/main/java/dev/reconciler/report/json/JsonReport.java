package dev.reconciler.report.json;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.EntryResult;
import dev.reconciler.report.Phrase;
import dev.reconciler.report.ReportFormat;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.SiteDown;
import dev.reconciler.report.SiteReport;
import dev.reconciler.report.SiteStory;
import java.io.Writer;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * A customer's page for machines, with the keys of {@code plan.jsonl}; our engineers' reasons are
 * left out, since they may speak of others.
 */
public final class JsonReport implements ReportFormat {

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public void write(ReportHeader header, AccountReport account, Writer out) {
        try (var json = Json.to(out)) {
            json.writeStartObject();
            json.writeStringProperty("plan", header.plan());
            json.writeStringProperty("planned_at", header.planned().toString());
            Json.text(json, "applied_at", header.applied());
            Json.id(json, "account", account.account());
            Json.text(json, "name", account.name());
            json.writeStringProperty("tier", account.tier());
            Json.text(json, "email", account.email());
            json.writeArrayPropertyStart("sites");
            account.sites().forEach(site -> site(json, header, site));
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void site(JsonGenerator json, ReportHeader header, SiteReport site) {
        json.writeStartObject();
        Json.id(json, "site", site.site());
        Json.text(json, "name", site.name());
        Json.text(json, "notification_email", site.email());
        Json.text(json, "down", site.down().map(SiteDown::text));
        json.writeArrayPropertyStart("entries");
        site.entries().forEach(entry -> entry(json, header, entry));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void entry(JsonGenerator json, ReportHeader header, EntryReport report) {
        var entry = report.entry();
        var told = SiteStory.alone(header, report);
        json.writeStartObject();
        Json.id(json, "deploy", entry.deploy());
        facts(json, report.deploy());
        json.writeArrayPropertyStart("damage");
        entry.damage().stream().map(Damage::text).sorted().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("remedy", entry.remedy().text());
        remedy(json, entry.remedy());
        files(json, entry);
        json.writeBooleanProperty("sidelined", entry.sidelined());
        json.writeBooleanProperty("published", entry.published());
        if (entry.incomplete()) {
            json.writeBooleanProperty("incomplete", true);
        }
        Json.text(json, "result", report.result().map(EntryResult::text));
        json.writeStringProperty("what_happened", told.label() + ": " + told.text().plain());
        Json.text(json, "what_to_do", told.todo().map(Phrase::plain));
        json.writeEndObject();
    }

    private static void facts(JsonGenerator json, DeployFacts deploy) {
        Json.text(json, "title", deploy.title());
        Json.text(json, "branch", deploy.branch());
        Json.text(json, "commit_ref", deploy.commit());
        Json.text(json, "context", deploy.context());
        Json.text(json, "created_at", deploy.created());
    }

    private static void remedy(JsonGenerator json, PlannedRemedy remedy) {
        switch (remedy) {
            case PlannedRemedy.Restore(Optional<PlannedRemedy.Pointer> pointer) -> {
                Json.text(json, "source", pointer.map(p -> p.source().text()));
                Json.text(json, "tree", pointer.map(PlannedRemedy.Pointer::tree));
            }
            case PlannedRemedy.Revert(var target, Optional<String> commit) -> {
                Json.id(json, "target", target);
                Json.text(json, "commit", commit);
            }
            case PlannedRemedy.Rebuild(String commit) -> json.writeStringProperty("commit", commit);
            case PlannedRemedy.Undo(PlannedRemedy of) ->
                    json.writeStringProperty("undoes", of.text());
            case PlannedRemedy.Publish _, PlannedRemedy.Superseded _, PlannedRemedy.Escalate _ -> {}
        }
    }

    private static void files(JsonGenerator json, Entry entry) {
        if (entry.files().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("files");
        for (DamagedFile file : entry.files()) {
            json.writeStartObject();
            json.writeStringProperty("path", file.path());
            json.writeStringProperty("problem", file.kind().text());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (entry.more() > 0) {
            json.writeNumberProperty("more", entry.more());
        }
    }
}
