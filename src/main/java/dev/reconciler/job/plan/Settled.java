package dev.reconciler.job.plan;

import dev.reconciler.decide.Decision;
import dev.reconciler.job.DecisionsFile;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import dev.reconciler.plan.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of people's decisions in a plan. */
final class Settled {
    private static final String NOT_NEEDED =
            "the plan has no entry of it: nothing is wrong with it, it is gone, or out of the plan's scope";

    private final Decisions decisions;
    private final Map<Id, Entry> entries = new TreeMap<>();

    Settled(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * A decision that the plan does not follow: it was not needed, or it could not be.
     *
     * @param line its number in the file
     * @param decided what was decided
     * @param entry what the plan has for the deploy instead; nothing where it has none
     * @param why for people
     */
    record Unfollowed(int line, String deploy, String decided, String entry, String why) {}

    /** To be told every entry of the plan. */
    void add(Entry entry) {
        if (decisions.byDeploy().containsKey(entry.deploy())) {
            entries.put(entry.deploy(), entry);
        }
    }

    long followed() {
        return entries.values().stream().filter(entry -> entry.decided().isPresent()).count();
    }

    /** Trees that the plan gives to deploys since people named them. */
    Map<Id, TreeId> given() {
        Map<Id, TreeId> given = new TreeMap<>();
        entries.forEach((deploy, entry) -> {
            Decision decision = decisions.byDeploy().get(deploy);
            if (entry.decided().isPresent()
                    && decision != null
                    && decision.choice() instanceof Decision.Choice.Restore(TreeId tree)) {
                given.put(deploy, tree);
            }
        });
        return given;
    }

    /** In the order of the file. */
    List<Unfollowed> unfollowed() {
        List<Unfollowed> unfollowed = new ArrayList<>();
        decisions
                .file()
                .ifPresent(file ->
                        file.lines().values().stream()
                                .filter(line -> !isFollowed(line.decision()))
                                .map(this::unfollowed)
                                .forEach(unfollowed::add));
        return unfollowed;
    }

    private boolean isFollowed(Decision decision) {
        Entry entry = entries.get(decision.deploy());
        return entry != null && entry.decided().isPresent();
    }

    private Unfollowed unfollowed(DecisionsFile.Line line) {
        Id deploy = line.decision().deploy();
        Entry entry = entries.get(deploy);
        return new Unfollowed(
                line.number(),
                deploy.text(),
                line.decision().choice().text(),
                entry == null ? "nothing" : entry.remedy().text(),
                entry == null ? NOT_NEEDED : entry.reason());
    }
}
