package dev.reconciler.compare;

import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.IdTypes;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.TreeId;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonValue;

/**
 * A live deploy beside its evidence: what the damage checks look at. A value of the wrong type is
 * no evidence, nor is a pointer that is no hex id.
 *
 * @param deploy as it is judged: of one that a plan sidelined, {@code state} and {@code
 *     error_message} count as lost
 * @param given whether an applied plan of ours gave the deploy a tree that a person had named
 */
record Subject(Deploy deploy, Evidence evidence, IdTypes types, Predicate<TreeId> given) {

    /** Whether the snapshot has the very same value: then nothing has to be decoded. */
    boolean isUnchanged(DeployField field) {
        return evidence.snapshot().isPresent() && deploy.hasSame(field, evidence.snapshot().get());
    }

    /** The live value where it has the field's type. */
    Optional<BsonValue> live(DeployField field) {
        return deploy.valid(field, types);
    }

    /** The snapshot's value where it has the field's type. */
    Optional<BsonValue> snapshot(DeployField field) {
        return evidence.snapshot().flatMap(before -> before.valid(field, types));
    }

    /**
     * The evidence of an identity field: the snapshot's value, else its build's, else its first log
     * entry's.
     */
    Optional<BsonValue> evidenceOf(DeployField field) {
        return snapshot(field)
                .or(() ->
                        evidence.build()
                                .flatMap(build -> build.says(field))
                                .filter(value -> Deploy.isValid(field, value, types)))
                .or(() -> field == DeployField.SITE_ID ? logSite() : Optional.empty());
    }

    /** Whether the platform must have written a pointer (contract, section 4). */
    boolean requiresPointer() {
        if (evidence.snapshotTree().isPresent() || evidence.logTree().isPresent()) {
            return true;
        }
        return deploy.text(DeployField.STATE)
                .map(DeployState::requiresPointer)
                .orElseGet(() -> snapshotState().filter(DeployState::isFailed).isEmpty());
    }

    /** The state that the snapshot has, where it is a text. */
    Optional<String> snapshotState() {
        return evidence.snapshot().flatMap(before -> before.text(DeployField.STATE));
    }

    private Optional<BsonValue> logSite() {
        return evidence.log()
                .flatMap(LogEntry::site)
                .filter(value -> Deploy.isValid(DeployField.SITE_ID, value, types));
    }
}
