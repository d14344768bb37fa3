package dev.reconciler.plan;

import dev.reconciler.decide.Remedy;
import dev.reconciler.decide.Verdict;
import dev.reconciler.decide.Verdict.Repointing;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDateTime;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Freezes verdicts into entries: data that leaves no choice to its execution.
 *
 * @param plannedAt stands for the time of the write where {@code updated_at} itself is damaged
 */
public record Entries(Names names, Instant plannedAt) {

    /** The entry of a verdict. @param tier of its account */
    public Entry of(Verdict verdict, String tier) {
        return new Entry(
                verdict.live().id(),
                verdict.site(),
                verdict.account(),
                tier,
                verdict.damage(),
                remedy(verdict.remedy()),
                verdict.files(),
                verdict.more(),
                verdict.sidelined(),
                verdict.reason(),
                verdict.isPublished(),
                verdict.isIncomplete(),
                verdict.decided(),
                writes(verdict));
    }

    private static PlannedRemedy remedy(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Restore restore ->
                    new PlannedRemedy.Restore(
                            restore.pointer()
                                    .map(pointer ->
                                            new PlannedRemedy.Pointer(
                                                    pointer.id(), pointer.source())));
            case Remedy.Publish p -> new PlannedRemedy.Publish();
            case Remedy.Revert revert ->
                    new PlannedRemedy.Revert(revert.target(), revert.rebuild());
            case Remedy.Superseded s -> new PlannedRemedy.Superseded();
            case Remedy.Rebuild rebuild -> new PlannedRemedy.Rebuild(rebuild.commit());
            case Remedy.Escalate e -> new PlannedRemedy.Escalate();
        };
    }

    /**
     * PUBLISH writes the deploy, then the site; REVERT the site, then, only if that held, the
     * deploy (contract, section 6).
     */
    private List<Write> writes(Verdict verdict) {
        List<Write> writes = new ArrayList<>();
        deployWrite(verdict).ifPresent(writes::add);
        int siteFirst = verdict.remedy() instanceof Remedy.Revert ? 0 : writes.size();
        verdict.repointing().ifPresent(repointing -> writes.add(siteFirst, siteWrite(repointing)));
        return writes;
    }

    private Optional<Write> deployWrite(Verdict verdict) {
        if (verdict.changes().isEmpty()) {
            return Optional.empty();
        }
        Deploy live = verdict.live();
        SortedMap<String, BsonValue> set = new TreeMap<>();
        SortedSet<String> unset = new TreeSet<>();
        SortedMap<String, Optional<BsonValue>> seen = new TreeMap<>();
        verdict.changes()
                .forEach((field, value) -> {
                    String name = names.of(field);
                    if (field == DeployField.UPDATED_AT) {
                        set.put(name, new BsonDateTime(plannedAt.toEpochMilli()));
                    } else {
                        value.ifPresentOrElse(v -> set.put(name, v), () -> unset.add(name));
                    }
                    seen.put(name, live.value(field));
                });
        seen.put(names.of(DeployField.TREE_ID), live.value(DeployField.TREE_ID));
        return Optional.of(
                new Write(Write.Target.DEPLOY, live.id(), set, unset, seen, Optional.empty()));
    }

    private Write siteWrite(Repointing repointing) {
        String published = names.of(SiteField.PUBLISHED_DEPLOY_ID);
        SortedMap<String, BsonValue> set = new TreeMap<>();
        set.put(published, repointing.target().value());
        SortedMap<String, Optional<BsonValue>> seen = new TreeMap<>();
        seen.put(published, repointing.site().published().map(id -> id.value()));
        seen.put(names.of(SiteField.LOCKED), repointing.site().locked());
        seen.put(names.of(SiteField.UPDATED_AT), repointing.site().updatedAt());
        Write.Guard guard =
                new Write.Guard.Target(
                        repointing.target(),
                        repointing.state().map(BsonString::new),
                        repointing.tree().map(tree -> new BsonString(tree.hex())));
        return new Write(
                Write.Target.SITE,
                repointing.site().id(),
                set,
                new TreeSet<>(),
                seen,
                Optional.of(guard));
    }
}
