package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.decide.Proofs;
import dev.reconciler.decide.Verdict;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.Names;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.verify.IntactTree;
import dev.reconciler.verify.ReadableTree;
import dev.reconciler.verify.TreeAnswer;
import dev.reconciler.verify.UnreadTree;
import dev.reconciler.verify.UnreadableTree;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonValue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole story of one verdict as JSON: what was seen where, and which trees were tried. A line
 * of {@code evidence.jsonl}.
 */
final class VerdictDetails {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private VerdictDetails() {}

    static String of(Verdict verdict, Names names, Proofs proofs) {
        Assessment deploy = verdict.deploy();
        ObjectNode node = MAPPER.createObjectNode();
        node.set("deploy", MAPPER.readTree(PlanLines.json(verdict.live().id())));
        fields(node.putObject("live"), names, field -> deploy.live().value(field));
        deploy.evidence()
                .snapshot()
                .ifPresent(before -> fields(node.putObject("snapshot"), names, before::value));
        deploy.evidence().log().ifPresent(entry -> log(node.putObject("log"), entry, names));
        deploy.evidence()
                .build()
                .ifPresent(build -> fields(node.putObject("build"), names, build::says));
        ObjectNode faults = node.putObject("faults");
        deploy.faults()
                .forEach((field, fault) ->
                        faults.put(
                                names.of(field), fault.name().toLowerCase(java.util.Locale.ROOT)));
        ArrayNode candidates = node.putArray("candidates");
        deploy.candidates()
                .forEach(candidate -> {
                    ObjectNode tried = candidates.addObject();
                    tried.put("source", candidate.source().text());
                    tried.put("tree", candidate.tree().hex());
                    proofs.of(candidate.tree()).ifPresent(answer -> outcome(tried, answer));
                });
        return node.toString();
    }

    /** A tree that a deploy may have had, who says so, and what came of looking at it. */
    static String text(Assessment.Candidate candidate, Proofs proofs) {
        ObjectNode tried = MAPPER.createObjectNode();
        proofs.of(candidate.tree()).ifPresent(answer -> outcome(tried, answer));
        String outcome = tried.path("outcome").asString("not tried");
        return candidate.source().text() + " " + candidate.tree().hex() + " (" + outcome + ")";
    }

    private static void fields(
            ObjectNode node, Names names, Function<DeployField, Optional<BsonValue>> value) {
        for (DeployField field : DeployField.values()) {
            value.apply(field).ifPresent(v -> node.put(names.of(field), text(v)));
        }
    }

    private static void log(ObjectNode node, LogEntry entry, Names names) {
        node.put("logged at", entry.at().toString());
        entry.tree().ifPresent(tree -> node.put(names.of(DeployField.TREE_ID), tree.hex()));
        entry.site().ifPresent(site -> node.put(names.of(DeployField.SITE_ID), text(site)));
    }

    private static String text(BsonValue value) {
        return value.isDateTime()
                ? Instant.ofEpochMilli(value.asDateTime().getValue()).toString()
                : Id.of(value).text();
    }

    private static void outcome(ObjectNode node, TreeAnswer answer) {
        switch (answer) {
            case IntactTree tree -> node.put("outcome", "intact").put("files", tree.files());
            case ReadableTree tree -> {
                node.put("outcome", "readable").put("files", tree.files());
                node.put("why", why(tree));
            }
            case UnreadableTree tree -> node.put("outcome", "unreadable").put("why", tree.why());
            case UnreadTree tree -> node.put("outcome", "unread").put("why", tree.why());
        }
    }

    private static String why(ReadableTree tree) {
        long damaged = tree.damaged().size() + tree.more();
        String files =
                switch (Math.toIntExact(Math.min(damaged, 2))) {
                    case 0 -> "";
                    case 1 -> "1 file is missing or corrupt";
                    default -> damaged + " files are missing or corrupt";
                };
        return tree.unread()
                .map(unread -> files.isEmpty() ? unread : files + "; " + unread)
                .orElse(files);
    }
}
