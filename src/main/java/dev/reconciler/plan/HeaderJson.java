package dev.reconciler.plan;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import dev.reconciler.plan.PlanHeader.TierTotal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The plan's header as the first line of {@code plan.jsonl} and back. */
final class HeaderJson {
    private HeaderJson() {}

    static ObjectNode write(PlanHeader header) {
        ObjectNode node = PlanJson.MAPPER.createObjectNode();
        node.put("format", header.format());
        node.put("created_at", header.createdAt().toString());
        node.put("cluster", header.cluster());
        node.put("database", header.database());
        node.put("store", header.store());
        node.set("names", write(header.names()));
        ArrayNode tiers = node.putArray("tiers");
        header.tiers().forEach(tiers::add);
        ArrayNode evidence = node.putArray("evidence");
        header.evidence()
                .forEach(source ->
                        evidence.addObject()
                                .put("kind", source.kind())
                                .put("location", source.location())
                                .put("fingerprint", source.fingerprint())
                                .put("whole", source.whole()));
        header.from().ifPresent(from -> node.put("from", from.toString()));
        header.to().ifPresent(to -> node.put("to", to.toString()));
        node.put("late_snapshot_accepted", header.lateSnapshotAccepted());
        node.put("allowed_signers", header.allowedSignersDigest());
        node.put("deploys", header.deploys());
        node.put("entries", header.entries());
        header.undoes().ifPresent(plan -> node.put("undoes", plan));
        if (!header.scope().whole()) {
            node.set("scope", PlanJson.MAPPER.valueToTree(header.scope()));
        }
        header.decisions()
                .ifPresent(
                        decisions -> node.set("decisions", PlanJson.MAPPER.valueToTree(decisions)));
        if (!header.totals().isEmpty()) {
            writeTotals(node.putObject("totals"), header.totals());
        }
        return node;
    }

    static PlanHeader read(JsonNode node) {
        List<String> tiers = new ArrayList<>();
        node.required("tiers").forEach(tier -> tiers.add(tier.stringValue()));
        List<PlanHeader.Evidence> evidence = new ArrayList<>();
        node.required("evidence")
                .forEach(source ->
                        evidence.add(
                                new PlanHeader.Evidence(
                                        source.required("kind").stringValue(),
                                        source.required("location").stringValue(),
                                        source.required("fingerprint").stringValue(),
                                        source.required("whole").booleanValue())));
        return new PlanHeader(
                node.required("format").intValue(),
                Instant.parse(node.required("created_at").stringValue()),
                node.required("cluster").stringValue(),
                node.required("database").stringValue(),
                node.required("store").stringValue(),
                names(node.required("names")),
                tiers,
                evidence,
                instant(node.path("from")),
                instant(node.path("to")),
                node.required("late_snapshot_accepted").booleanValue(),
                node.required("allowed_signers").stringValue(),
                node.required("deploys").longValue(),
                node.required("entries").longValue(),
                Optional.of(node.path("undoes"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue),
                part(node, "scope", Scope.class).orElse(Scope.ALL),
                part(node, "decisions", PlanHeader.Decisions.class),
                totals(node.path("totals")));
    }

    private static <T> Optional<T> part(JsonNode node, String name, Class<T> type) {
        return node.optional(name).map(part -> PlanJson.MAPPER.treeToValue(part, type));
    }

    private static void writeTotals(ObjectNode node, Map<String, TierTotal> totals) {
        totals.forEach((tier, total) ->
                node.putObject(tier)
                        .put("deploys", total.deploys())
                        .put("damaged", total.damaged()));
    }

    private static Map<String, TierTotal> totals(JsonNode node) {
        Map<String, TierTotal> totals = new LinkedHashMap<>();
        node.properties()
                .forEach(tier ->
                        totals.put(
                                tier.getKey(),
                                new TierTotal(
                                        tier.getValue().required("deploys").longValue(),
                                        tier.getValue().required("damaged").longValue())));
        return totals;
    }

    private static Optional<Instant> instant(JsonNode node) {
        return node.isString() ? Optional.of(Instant.parse(node.stringValue())) : Optional.empty();
    }

    private static ObjectNode write(Names names) {
        ObjectNode node = PlanJson.MAPPER.createObjectNode();
        node.put("deploys", names.deploys());
        node.put("sites", names.sites());
        node.put("accounts", names.accounts());
        node.put("builds", names.builds());
        write(node.putObject("deploy_fields"), names.deployFields());
        write(node.putObject("site_fields"), names.siteFields());
        write(node.putObject("account_fields"), names.accountFields());
        write(node.putObject("build_fields"), names.buildFields());
        return node;
    }

    private static <E extends Enum<E>> void write(ObjectNode node, Map<E, String> fields) {
        new EnumMap<>(fields)
                .forEach((field, name) -> node.put(field.name().toLowerCase(Locale.ROOT), name));
    }

    private static Names names(JsonNode node) {
        return new Names(
                node.required("deploys").stringValue(),
                node.required("sites").stringValue(),
                node.required("accounts").stringValue(),
                node.required("builds").stringValue(),
                fields(DeployField.class, node.required("deploy_fields")),
                fields(Names.SiteField.class, node.required("site_fields")),
                fields(Names.AccountField.class, node.required("account_fields")),
                fields(Names.BuildField.class, node.required("build_fields")));
    }

    private static <E extends Enum<E>> Map<E, String> fields(Class<E> type, JsonNode node) {
        Map<E, String> fields = new EnumMap<>(type);
        for (E field : type.getEnumConstants()) {
            fields.put(field, node.required(field.name().toLowerCase(Locale.ROOT)).stringValue());
        }
        return fields;
    }
}
