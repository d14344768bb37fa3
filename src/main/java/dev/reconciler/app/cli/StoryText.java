package dev.reconciler.app.cli;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.PlannedRemedy.Escalate;
import dev.reconciler.plan.PlannedRemedy.Publish;
import dev.reconciler.plan.PlannedRemedy.Rebuild;
import dev.reconciler.plan.PlannedRemedy.Restore;
import dev.reconciler.plan.PlannedRemedy.Revert;
import dev.reconciler.plan.PlannedRemedy.Superseded;
import dev.reconciler.plan.PlannedRemedy.Undo;
import dev.reconciler.plan.Write;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.report.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.BsonValue;
import tools.jackson.databind.JsonNode;

/**
 * The whole story of one verdict: what was seen where, which trees were tried and why each failed,
 * what will be written.
 */
final class StoryText {
    private static final List<String> SOURCES = List.of("live", "snapshot", "log", "build");
    private static final int NAME = 14;
    private static final int CELL = 22;
    private static final int FILES = 20;

    private final Story story;
    private final Entry entry;
    private final List<String> lines = new ArrayList<>();

    StoryText(Story story) {
        this.story = story;
        this.entry = story.entry();
    }

    List<String> lines() {
        lines.clear();
        lines.add(heading());
        lines.add("");
        if (!(entry.remedy() instanceof Undo)) {
            seen();
        }
        remedy(entry.remedy()).forEach(this::addFact);
        add("reason", Screen.safe(entry.reason()));
        entry.decided()
                .ifPresent(decided ->
                        add("decided", Screen.safe("by " + decided.by() + ": " + decided.why())));
        files();
        writes();
        return lines;
    }

    /** An undo rests on the backup alone: it has looked for no damage. */
    private void seen() {
        fields();
        lines.add("");
        add("damage", damage());
        candidates();
    }

    private String heading() {
        String site =
                story.siteName()
                        .or(() -> entry.site().map(Id::text))
                        .map(name -> "site " + Screen.safe(name))
                        .orElse("no site");
        return "deploy "
                + Screen.safe(entry.deploy().text())
                + "   "
                + entry.remedy().text()
                + "   "
                + site
                + " ("
                + Screen.safe(entry.tier())
                + ")"
                + (entry.published() ? ", published" : "")
                + origin(story.facts());
    }

    /** {@code , main @ 4be1c07 "Fix partition docs"}. */
    private static String origin(DeployFacts facts) {
        String commit =
                facts.commit().map(SafeText::commit).map(digits -> " @ " + digits).orElse("");
        String title = facts.title().map(words -> " \"" + Screen.safe(words) + '"').orElse("");
        String branch = facts.branch().map(Screen::safe).orElse(commit.isEmpty() ? "" : "?");
        return (branch.isEmpty() ? "" : ", " + branch + commit) + title;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isMissingNode() || node.isNull()
                ? Optional.empty()
                : Optional.of(Screen.safe(node.asString(node.toString())));
    }

    /** What each source says, field by field. */
    private void fields() {
        Set<String> names = new LinkedHashSet<>();
        SOURCES.forEach(source -> names.addAll(story.evidence().path(source).propertyNames()));
        story.evidence().path("faults").propertyNames().forEach(names::add);
        if (names.isEmpty()) {
            lines.add("what was seen is not in this folder: evidence.jsonl");
            return;
        }
        lines.add(row("", SOURCES));
        names.forEach(name ->
                lines.add(row(name, SOURCES.stream().map(source -> cell(source, name)).toList())));
    }

    private String cell(String source, String name) {
        JsonNode seen = story.evidence().path(source);
        Optional<String> value = text(seen.path(name));
        String fault =
                source.equals("live")
                        ? text(story.evidence().path("faults").path(name))
                                .map(kind -> " (" + kind + ")")
                                .orElse("")
                        : "";
        return value.orElse(source.equals("live") ? "—" : "") + fault;
    }

    private static String row(String name, List<String> cells) {
        return (Screen.pad(name, NAME)
                        + cells.stream()
                                .map(cell -> Screen.pad(shorten(cell), CELL))
                                .collect(Collectors.joining(" ")))
                .stripTrailing();
    }

    /** Ids are told apart by their beginning and their end. */
    private static String shorten(String cell) {
        return cell.length() <= CELL
                ? cell
                : cell.substring(0, CELL / 2) + '…' + cell.substring(cell.length() - CELL / 2 + 2);
    }

    private String damage() {
        return entry.damage().isEmpty()
                ? "none"
                : entry.damage().stream().map(Damage::text).collect(Collectors.joining(", "));
    }

    private void candidates() {
        List<JsonNode> tried = story.evidence().path("candidates").valueStream().toList();
        if (tried.isEmpty() && entry.damage().stream().anyMatch(Damage::isPointer)) {
            add("pointer", "no evidence has it");
        }
        for (JsonNode candidate : tried) {
            String outcome = text(candidate.path("outcome")).orElse("not tried");
            String files =
                    text(candidate.path("files")).map(count -> ", " + count + " files").orElse("");
            String why =
                    text(candidate.path("why"))
                            .filter(reason -> !reason.isEmpty())
                            .map(reason -> ": " + reason)
                            .orElse("");
            add(
                    "tried",
                    Screen.pad(text(candidate.path("source")).orElse(""), 11)
                            + ' '
                            + text(candidate.path("tree")).orElse("")
                            + "  "
                            + outcome
                            + files
                            + why);
        }
        story.evidence()
                .path("passed_over")
                .valueStream()
                .forEach(other -> add("passed over", text(other).orElse("")));
    }

    private record Fact(String label, String text) {}

    private List<Fact> remedy(PlannedRemedy remedy) {
        return switch (remedy) {
            case Restore restore ->
                    List.of(
                            new Fact(
                                    "restored",
                                    restore.pointer()
                                            .map(pointer ->
                                                    "with tree "
                                                            + pointer.tree().hex()
                                                            + " of "
                                                            + source(pointer))
                                            .orElse("without a tree: it never had one")));
            case Publish publish ->
                    List.of(new Fact("goes live", "as it would have without the incident"));
            case Revert revert -> revert(revert);
            case Superseded superseded ->
                    List.of(new Fact("left", "a newer deploy took its place"));
            case Rebuild rebuild ->
                    List.of(
                            new Fact(
                                    "builds",
                                    Screen.safe(rebuild.commit()) + " is asked for again"));
            case Escalate escalate -> List.of(new Fact("a person", "has to decide"));
            case Undo(PlannedRemedy of) ->
                    List.of(new Fact("taken back", "what " + of.text() + " wrote"));
        };
    }

    private static String source(PlannedRemedy.Pointer pointer) {
        return switch (pointer.source()) {
            case LIVE -> "its own";
            case SNAPSHOT -> "the snapshot";
            case POINTER_LOG -> "the pointer log";
            case DECISION -> "a person's choice";
        };
    }

    private static List<Fact> revert(Revert revert) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("goes back", "to " + Screen.safe(revert.target().text())));
        revert.commit()
                .ifPresent(commit ->
                        facts.add(new Fact("builds", Screen.safe(commit) + " is asked for again")));
        return facts;
    }

    private void files() {
        List<DamagedFile> files = entry.files();
        for (DamagedFile file : files.subList(0, Math.min(FILES, files.size()))) {
            add("file", Screen.pad(file.kind().text(), 8) + ' ' + Screen.safe(file.path()));
        }
        long more = files.size() - Math.min(FILES, files.size()) + entry.more();
        if (more > 0) {
            add("", Screen.number(more) + " more; its owner's report names them");
        }
    }

    private void writes() {
        if (entry.writes().isEmpty()) {
            add("writes", "nothing");
        }
        String label = "writes";
        for (Write write : entry.writes()) {
            String collection = write.target() == Write.Target.SITE ? "sites/" : "deploys/";
            String document = collection + Screen.safe(write.id().text());
            for (String change : changes(write)) {
                add(label, document + "  " + change);
                document = " ".repeat(document.length());
                label = "";
            }
        }
    }

    private static List<String> changes(Write write) {
        List<String> changes = new ArrayList<>();
        new TreeMap<>(write.goal())
                .forEach((field, goal) ->
                        changes.add(
                                Screen.safe(field)
                                        + "  "
                                        + value(write.seen().getOrDefault(field, Optional.empty()))
                                        + " → "
                                        + value(goal)));
        write.guard().ifPresent(guard -> changes.add("only while " + condition(guard)));
        return changes;
    }

    private static String condition(Write.Guard guard) {
        return switch (guard) {
            case Write.Guard.Target target ->
                    Screen.safe(target.deploy().text())
                            + " is "
                            + value(target.state())
                            + " with tree "
                            + value(target.tree());
            case Write.Guard.Publishers(Set<Id> sites) when sites.isEmpty() ->
                    "no site publishes it";
            case Write.Guard.Publishers(Set<Id> sites) ->
                    "no site publishes it but "
                            + sites.stream()
                                    .map(site -> Screen.safe(site.text()))
                                    .collect(Collectors.joining(", "));
        };
    }

    private static String value(Optional<BsonValue> value) {
        return value.map(StoryText::value).orElse("—");
    }

    private static String value(BsonValue value) {
        return value.isDateTime()
                ? Screen.time(Instant.ofEpochMilli(value.asDateTime().getValue()))
                : Screen.safe(Id.of(value).text());
    }

    private void addFact(Fact fact) {
        add(fact.label(), fact.text());
    }

    private void add(String label, String text) {
        lines.add(Screen.pad(label, 11) + ' ' + text);
    }
}
