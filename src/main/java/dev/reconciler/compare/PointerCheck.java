package dev.reconciler.compare;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.TreeId;
import java.util.Map;
import java.util.Optional;

/** The pointer is written once, and never unset (contract, section 4). */
final class PointerCheck implements DamageCheck {

    @Override
    public Map<DeployField, Fault> faults(Subject subject) {
        return fault(subject).map(fault -> Map.of(DeployField.TREE_ID, fault)).orElse(Map.of());
    }

    private static Optional<Fault> fault(Subject subject) {
        Optional<TreeId> live = subject.deploy().tree();
        if (live.isPresent()) {
            if (subject.isUnchanged(DeployField.TREE_ID)) {
                return Optional.empty();
            }
            Optional<TreeId> was =
                    subject.evidence().snapshotTree().or(subject.evidence()::logTree);
            return was.filter(tree -> !tree.equals(live.get()))
                    // People decided otherwise, signed it, and it was applied.
                    .filter(tree -> !subject.given().test(live.get()))
                    .map(changed -> Fault.CHANGED);
        }
        if (subject.requiresPointer()) {
            return Optional.of(Fault.LOST);
        }
        return subject.deploy().value(DeployField.TREE_ID).map(noHexId -> Fault.INVALID);
    }
}
