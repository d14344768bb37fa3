package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import dev.reconciler.plan.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The numbers of {@code plan.json}. */
final class Totals {
    /** The remedies of a repair in the contract's order. */
    private static final List<String> REMEDIES =
            List.of("RESTORE", "PUBLISH", "REVERT", "SUPERSEDED", "REBUILD", "ESCALATE");

    private static final String UNDO = "UNDO";

    private final JsonNode json;

    private Totals(JsonNode json) {
        this.json = json;
    }

    /** Those of the plan in that folder. */
    static Totals of(Path folder) {
        Path file = folder.resolve("plan.json");
        try {
            return new Totals(JsonMapper.shared().readTree(Files.readString(file)));
        } catch (IOException | JacksonException e) {
            throw new Problem(
                    "the plan's totals cannot be read",
                    file.toString(),
                    "get the folder again from who made the plan",
                    e);
        }
    }

    /** As it was read. */
    JsonNode json() {
        return json;
    }

    /** The plan that it takes back; empty for a repair. */
    Optional<String> undoes() {
        return Optional.of(json.path("undoes"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue);
    }

    List<String> tiers() {
        return new ArrayList<>(json.path("tiers").propertyNames());
    }

    /** How many entries write something. */
    long writing() {
        return json.path("writing").asLong(0);
    }

    /** How many entries there are. */
    long entries() {
        return json.path("entries").asLong(0);
    }

    /** The remedies that a plan of its kind can have: an undo has but one. */
    List<String> remedies() {
        return entriesWith(UNDO) > 0 ? List.of(UNDO) : REMEDIES;
    }

    /** How many entries of a tier have the remedy. */
    long entries(String tier, String remedy) {
        return json.path("tiers").path(tier).path(remedy).asLong(0);
    }

    long entriesWith(String remedy) {
        return tiers().stream().mapToLong(tier -> entries(tier, remedy)).sum();
    }

    /**
     * How many deploys are restored with the pointer of a source; {@code none} for those without a
     * pointer.
     */
    long restoredFrom(String source) {
        return number("remedies", "RESTORE:" + source);
    }

    long revertsWithBuild() {
        return json.path("reverts_with_build").asLong(0);
    }

    long sitesDown(String tier) {
        return json.path("sites_down").path(tier).asLong(0);
    }

    /** One of the totals. */
    long number(String... path) {
        JsonNode node = json.path("totals");
        for (String name : path) {
            node = node.path(name);
        }
        return node.asLong(0);
    }

    /** How many of something could not be read or checked. */
    long incomplete(String what) {
        return json.path("incomplete").path(what).asLong(0);
    }

    /** What the plan is for; empty for the whole platform. */
    Optional<String> scope() {
        return json.optional("scope")
                .map(scope -> JsonMapper.shared().treeToValue(scope, Scope.class).text());
    }

    /** How many decisions people had made; empty where there was no file of them. */
    Optional<Long> decisions() {
        return json.optional("decisions").map(decisions -> decisions.path("count").asLong(0));
    }

    /** How many of them the plan follows. */
    long followed() {
        return json.path("decisions").path("followed").asLong(0);
    }

    /** Those that it does not, each in a sentence. */
    List<String> notFollowed() {
        return json.path("decisions")
                .path("not_followed")
                .valueStream()
                .map(line ->
                        "line %d, %s for %s: the plan has %s, since %s"
                                .formatted(
                                        line.path("line").asLong(0),
                                        line.path("decided").asString(),
                                        line.path("deploy").asString(),
                                        line.path("entry").asString(),
                                        line.path("why").asString()))
                .toList();
    }

    /** Names of things, a hundred at most. */
    List<String> names(String... path) {
        JsonNode node = json;
        for (String name : path) {
            node = node.path(name);
        }
        return node.valueStream().map(JsonNode::asString).toList();
    }
}
