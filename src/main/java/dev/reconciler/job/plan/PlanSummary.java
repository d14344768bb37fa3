package dev.reconciler.job.plan;

import dev.reconciler.job.Exit;
import dev.reconciler.job.Run;
import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.job.ledger.TallyTable;
import dev.reconciler.model.Damage;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Scope;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code plan.json}: the totals (contract, section 7). */
final class PlanSummary {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MOST_NAMED = 100;

    private final Settings settings;
    private final Run run;
    private final TallyTable tally;
    private final ObjectsTable objects;
    private final Scope scope;
    private final Decisions decisions;
    private final Settled settled;
    private final Map<String, Long> remedies = new TreeMap<>();
    private final Map<String, Long> damage = new TreeMap<>();
    private final Map<String, Map<String, Long>> byTier = new LinkedHashMap<>();
    private final Map<String, Long> down = new LinkedHashMap<>();
    private long entries;
    private long writing;
    private long incomplete;
    private long rebuilds;

    PlanSummary(
            Settings settings,
            Run run,
            TallyTable tally,
            ObjectsTable objects,
            Scope scope,
            Decisions decisions) {
        this.settings = settings;
        this.run = run;
        this.tally = tally;
        this.objects = objects;
        this.scope = scope;
        this.decisions = decisions;
        this.settled = new Settled(decisions);
        settings.tiers().forEach(tier -> byTier.put(tier, new TreeMap<>()));
        settings.tiers().forEach(tier -> down.put(tier, 0L));
    }

    void add(Entry entry) {
        entries++;
        settled.add(entry);
        writing += entry.writes().isEmpty() ? 0 : 1;
        incomplete += entry.incomplete() ? 1 : 0;
        add(remedies, withSource(entry.remedy()));
        add(byTier.computeIfAbsent(entry.tier(), tier -> new TreeMap<>()), entry.remedy().text());
        entry.damage().stream().map(Damage::text).forEach(kind -> add(damage, kind));
        rebuilds +=
                entry.remedy() instanceof PlannedRemedy.Revert revert && revert.commit().isPresent()
                        ? 1
                        : 0;
    }

    /** Trees that people named for deploys, and that the plan gives them. */
    Map<Id, TreeId> given() {
        return settled.given();
    }

    /** A site of that tier is down. */
    void down(int tier) {
        add(down, settings.tiers().get(tier));
    }

    /** A RESTORE is told with where its pointer comes from. */
    private static String withSource(PlannedRemedy remedy) {
        return remedy instanceof PlannedRemedy.Restore restore
                ? "RESTORE:"
                        + restore.pointer().map(pointer -> pointer.source().text()).orElse("none")
                : remedy.text();
    }

    private static void add(Map<String, Long> counts, String name) {
        counts.merge(name, 1L, Long::sum);
    }

    /** What the exit status of the run says besides. */
    Set<Exit> exits() {
        Set<Exit> exits = EnumSet.noneOf(Exit.class);
        if (entries > 0) {
            exits.add(Exit.DAMAGE);
        }
        if (incomplete > 0 || objects.unread() > 0 || !settled.unfollowed().isEmpty()) {
            exits.add(Exit.INCOMPLETE);
        }
        return exits;
    }

    String json(String plan) {
        Map<String, Long> counts = tally.all();
        StageNotes log = StageNotes.of(RunFiles.LOG, run.folder());
        ObjectNode node = MAPPER.createObjectNode();
        node.put("plan", plan);
        node.put("created_at", run.startedAt().toString());
        settings.incident()
                .ifPresent(incident -> {
                    node.put("from", incident.from().toString());
                    incident.to().ifPresent(to -> node.put("to", to.toString()));
                });
        if (!scope.whole()) {
            node.set("scope", MAPPER.valueToTree(scope));
        }
        decisions.header().ifPresent(header -> decisions(node.putObject("decisions"), header));
        node.put("entries", entries);
        node.put("writing", writing);
        node.put("reverts_with_build", rebuilds);
        ObjectNode totals = node.putObject("totals");
        totals.put("deploys", counts.getOrDefault(CompareReader.LIVE, 0L));
        totals.put("snapshot", StageNotes.of(RunFiles.SNAPSHOT, run.folder()).before());
        totals.put("deleted", counts.getOrDefault(CompareReader.DELETED, 0L));
        totals.put("unvouched", counts.getOrDefault(CompareReader.UNVOUCHED, 0L));
        totals.put("log_lines_unreadable", log.unreadable());
        totals.put("log_conflicts", log.conflicts());
        totals.set("remedies", MAPPER.valueToTree(remedies));
        totals.set("damage", MAPPER.valueToTree(damage));
        node.set("tiers", MAPPER.valueToTree(byTier));
        node.set("sites_down", MAPPER.valueToTree(down));
        node.set("read", MAPPER.valueToTree(read(counts)));
        ObjectNode unread = node.putObject("incomplete");
        unread.put("entries", incomplete);
        unread.put("objects", objects.unread());
        unread.set("unreadable", MAPPER.valueToTree(named("unreadable")));
        node.set("deleted_but_published", MAPPER.valueToTree(named("deleted but published")));
        node.set("unknown_states", MAPPER.valueToTree(named("unknown state")));
        return node.toPrettyString();
    }

    private void decisions(ObjectNode node, PlanHeader.Decisions header) {
        node.put("digest", header.digest());
        node.put("count", header.count());
        node.put("followed", settled.followed());
        node.set("not_followed", MAPPER.valueToTree(settled.unfollowed()));
    }

    private List<String> named(String kind) {
        return tally.remarks(kind, MOST_NAMED);
    }

    private Map<String, Long> read(Map<String, Long> counts) {
        Map<String, Long> read = new LinkedHashMap<>();
        StageNotes sites = StageNotes.of(RunFiles.SITES, run.folder());
        StageNotes accounts = StageNotes.of(RunFiles.ACCOUNTS, run.folder());
        StageNotes builds = StageNotes.of(RunFiles.BUILDS, run.folder());
        read.put("live_deploys", counts.getOrDefault(CompareReader.LIVE, 0L));
        read.put("live_sites", sites.live());
        read.put("live_accounts", accounts.live());
        read.put("live_builds", builds.live());
        read.put("snapshot_deploys", StageNotes.of(RunFiles.SNAPSHOT, run.folder()).before());
        read.put("snapshot_sites", sites.before());
        read.put("log_entries", StageNotes.of(RunFiles.LOG, run.folder()).before());
        read.put("objects_checked", objects.checked());
        return read;
    }
}
