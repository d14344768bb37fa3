package dev.reconciler.compare;

import dev.reconciler.model.DeployField;
import java.util.EnumMap;
import java.util.Map;

/**
 * The platform changes lifecycle fields at any time, so they are never compared; but they keep
 * their types, and a deploy always has a state (contract, section 4).
 */
final class LifecycleCheck implements DamageCheck {

    @Override
    public Map<DeployField, Fault> faults(Subject subject) {
        Map<DeployField, Fault> faults = new EnumMap<>(DeployField.class);
        for (DeployField field : DeployField.values()) {
            if (field.role() == DeployField.Role.LIFECYCLE && isInvalid(field, subject)) {
                faults.put(field, Fault.INVALID);
            }
        }
        if (!subject.deploy().has(DeployField.STATE)) {
            faults.put(DeployField.STATE, Fault.LOST);
        }
        return faults;
    }

    private static boolean isInvalid(DeployField field, Subject subject) {
        return subject.deploy().has(field) && !subject.deploy().isValid(field, subject.types());
    }
}
