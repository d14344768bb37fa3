package dev.reconciler.app.cli;

import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.report.DeployFacts;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry of a plan with what was seen.
 *
 * @param line the entry as the plan file has it
 * @param evidence what was seen where, and which trees were tried; an empty object where the plan's
 *     folder has none
 * @param siteName as its owner wrote it; empty where not known
 * @param facts what its owner knows the deploy by
 */
record Story(
        FrozenPlan plan,
        Entry entry,
        JsonNode line,
        JsonNode evidence,
        Optional<String> siteName,
        DeployFacts facts) {

    /** For machines. */
    JsonNode json() {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        siteName.ifPresent(name -> all.put("site_name", name));
        facts.title().ifPresent(title -> all.put("title", title));
        all.set("entry", line);
        all.set("evidence", evidence);
        return all;
    }
}
