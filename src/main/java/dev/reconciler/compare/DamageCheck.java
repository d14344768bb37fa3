package dev.reconciler.compare;

import dev.reconciler.model.DeployField;
import java.util.Map;

/**
 * Finds faults of some of a deploy's fields. To add a check, write a class and add it to {@link
 * Comparison#CHECKS}; two checks may not judge the same field.
 */
interface DamageCheck {
    /** The faults of the fields that this check knows; pure. */
    Map<DeployField, Fault> faults(Subject subject);
}
