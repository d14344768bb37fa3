package dev.reconciler.app.cli;

import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry of a plan with what was seen.
 *
 * @param line the entry as the plan file has it
 * @param evidence what was seen where, and which trees were tried; an empty object where the plan's
 *     folder has none
 */
record Story(FrozenPlan plan, Entry entry, JsonNode line, JsonNode evidence) {

    /** Both in one object. */
    JsonNode json() {
        ObjectNode both = JsonMapper.shared().createObjectNode();
        both.set("entry", line);
        both.set("evidence", evidence);
        return both;
    }
}
