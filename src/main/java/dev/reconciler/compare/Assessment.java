package dev.reconciler.compare;

import dev.reconciler.model.Build;
import dev.reconciler.model.Damage;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Id;
import dev.reconciler.model.IdTypes;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.Source;
import dev.reconciler.model.TreeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDateTime;
import org.bson.BsonObjectId;
import org.bson.BsonValue;

/** A live deploy, what else is known of it, and what is wrong with its document. */
public final class Assessment {
    private final Deploy live;
    private final Subject subject;
    private final Map<DeployField, Fault> faults;
    private final Set<Damage> damage;

    Assessment(Deploy live, Subject subject, Map<DeployField, Fault> faults) {
        this.live = live;
        this.subject = subject;
        this.faults = faults;
        EnumSet<Damage> kinds = EnumSet.noneOf(Damage.class);
        faults.forEach((field, fault) -> kinds.add(fault.kind(field)));
        this.damage = Collections.unmodifiableSet(kinds);
    }

    /** A pointer that the deploy may have had, and who says so. */
    public record Candidate(TreeId tree, Source source) {}

    /** The deploy as it was read. */
    public Deploy live() {
        return live;
    }

    public Evidence evidence() {
        return subject.evidence();
    }

    /** How many bytes its documents have. */
    public long size() {
        return Stream.of(
                        Optional.of(live().raw()),
                        evidence().snapshot().map(Deploy::raw),
                        evidence().build().map(Build::raw))
                .flatMap(Optional::stream)
                .mapToLong(document -> document.getByteBuffer().remaining())
                .sum();
    }

    public IdTypes types() {
        return subject.types();
    }

    /**
     * Every kind of metadata damage. Of a deploy that an earlier plan sidelined, {@code state} and
     * {@code error_message} count as lost; whether it is damaged at all then depends on whether a
     * remedy fits it (contract, section 4).
     */
    public Set<Damage> damage() {
        return damage;
    }

    /** What is wrong, field by field. */
    public Map<DeployField, Fault> faults() {
        return Collections.unmodifiableMap(faults);
    }

    /** Whether the pointer is lost or another than it was. */
    public boolean hasPointerDamage() {
        return damage.stream().anyMatch(Damage::isPointer);
    }

    /** Whether an earlier plan set the deploy aside. */
    public boolean isSidelined() {
        return live.isSidelined();
    }

    public boolean requiresPointer() {
        return subject.requiresPointer();
    }

    /** The pointers to try, in the order of contract section 5, each tree once. */
    public List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        if (!hasPointerDamage()) {
            live.tree().ifPresent(tree -> candidates.add(new Candidate(tree, Source.LIVE)));
        }
        evidence().snapshotTree().ifPresent(tree -> add(candidates, tree, Source.SNAPSHOT));
        evidence().logTree().ifPresent(tree -> add(candidates, tree, Source.POINTER_LOG));
        return candidates;
    }

    private static void add(List<Candidate> candidates, TreeId tree, Source source) {
        if (candidates.stream().noneMatch(candidate -> candidate.tree().equals(tree))) {
            candidates.add(new Candidate(tree, source));
        }
    }

    /**
     * The value that an identity field has once it is restored as far as it can be had: the live
     * one where nothing is wrong with it, else the evidence's, else what contract section 5 falls
     * back to. An account's fallback needs the site, and is not in here.
     */
    public Optional<BsonValue> planned(DeployField field) {
        if (!faults.containsKey(field)) {
            return live.valid(field, subject.types());
        }
        return subject.evidenceOf(field)
                .or(() ->
                        switch (field) {
                            case SITE_ID ->
                                    evidence()
                                            .publishers()
                                            .only()
                                            .map(Id::value)
                                            .filter(this::canBeSite);
                            case CREATED_AT -> timeOfId();
                            default -> Optional.empty();
                        });
    }

    /** Whether an identity field is as it was, or evidence has it: nothing is fallen back to. */
    public boolean isEvident(DeployField field) {
        return !faults.containsKey(field) || subject.evidenceOf(field).isPresent();
    }

    /** The site that the deploy belongs to, as the plan leaves it. */
    public Optional<Id> site() {
        return planned(DeployField.SITE_ID).map(Id::of);
    }

    /** When the deploy was created, as the plan leaves it. */
    public Optional<Instant> createdAt() {
        return planned(DeployField.CREATED_AT)
                .map(value -> Instant.ofEpochMilli(value.asDateTime().getValue()));
    }

    /** The planned text of an identity field. */
    public Optional<String> text(DeployField field) {
        return planned(field).map(value -> value.asString().getValue());
    }

    /** The snapshot's value of a field, where it has the field's type. */
    public Optional<BsonValue> snapshot(DeployField field) {
        return subject.snapshot(field);
    }

    /**
     * The state as the platform left it: of a lost or invalid one, or our own mark, the snapshot's.
     */
    public Optional<String> stateBefore() {
        return subject.deploy().text(DeployField.STATE).or(subject::snapshotState);
    }

    /** Whether the deploy failed for a reason of its owner's; our own mark aside. */
    public boolean failedBefore() {
        return stateBefore().filter(DeployState::isFailed).isPresent();
    }

    /**
     * Whether the trees and files of this deploy are checked, whatever else is found (contract,
     * section 4).
     */
    public boolean isChecked(Window window) {
        return createdAt().filter(window::hasBegunBy).isPresent()
                || evidence().log().map(LogEntry::at).filter(window::hasBegunBy).isPresent()
                || !evidence().publishers().live().isEmpty();
    }

    /** Whether the deploy has to be decided upon: damaged, sidelined before, or to be checked. */
    public boolean isFinding(Window window) {
        return !damage.isEmpty() || isSidelined() || isChecked(window);
    }

    /** Whether there is a live pointer, and the snapshot or the first log entry has it. */
    public boolean hasVouchedPointer() {
        return live.tree()
                .filter(tree ->
                        subject.isUnchanged(DeployField.TREE_ID) || evidence().vouchesFor(tree))
                .isPresent();
    }

    /** Whether there is a live pointer, and neither the snapshot nor the first log entry has it. */
    public boolean hasUnvouchedPointer() {
        return live.tree().isPresent() && !hasVouchedPointer();
    }

    private boolean canBeSite(BsonValue value) {
        return Deploy.isValid(DeployField.SITE_ID, value, subject.types());
    }

    private Optional<BsonValue> timeOfId() {
        return live.id().value() instanceof BsonObjectId id
                ? Optional.of(new BsonDateTime(id.getValue().getDate().getTime()))
                : Optional.empty();
    }
}
