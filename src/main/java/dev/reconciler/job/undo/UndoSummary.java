package dev.reconciler.job.undo;

import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code plan.json} of an undo: the totals that it has (contract, section 7). */
final class UndoSummary {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String plan;
    private final FrozenPlan undone;
    private final Instant at;
    private final Map<String, Map<String, Long>> tiers = new LinkedHashMap<>();
    private final Map<String, Long> down = new LinkedHashMap<>();
    private long entries;

    UndoSummary(String plan, FrozenPlan undone, Instant at) {
        this.plan = plan;
        this.undone = undone;
        this.at = at;
        for (String tier : undone.header().tiers()) {
            tiers.put(tier, new TreeMap<>());
            down.put(tier, 0L);
        }
    }

    void add(Entry entry) {
        entries++;
        tiers.computeIfAbsent(entry.tier(), tier -> new TreeMap<>())
                .merge(entry.remedy().text(), 1L, Long::sum);
    }

    void addDown(String tier) {
        down.merge(tier, 1L, Long::sum);
    }

    String json() {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("plan", plan);
        node.put("undoes", undone.id());
        node.put("created_at", at.toString());
        undone.header().from().ifPresent(from -> node.put("from", from.toString()));
        undone.header().to().ifPresent(to -> node.put("to", to.toString()));
        node.put("entries", entries);
        node.put("writing", entries);
        ObjectNode totals = node.putObject("totals");
        totals.put("deploys", undone.header().deploys());
        totals.putObject("remedies").put("UNDO", entries);
        node.set("tiers", MAPPER.valueToTree(tiers));
        node.set("sites_down", MAPPER.valueToTree(down));
        return node.toPrettyString();
    }
}
