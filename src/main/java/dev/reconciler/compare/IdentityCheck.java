package dev.reconciler.compare;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonValue;

/** Identity is written once and never changed by the platform (contract, sections 1 and 4). */
final class IdentityCheck implements DamageCheck {
    private static final long HOUR_MILLIS = 3_600_000;

    @Override
    public Map<DeployField, Fault> faults(Subject subject) {
        Map<DeployField, Fault> faults = new EnumMap<>(DeployField.class);
        for (DeployField field : DeployField.values()) {
            if (field.role() == DeployField.Role.IDENTITY) {
                fault(field, subject).ifPresent(fault -> faults.put(field, fault));
            }
        }
        return faults;
    }

    private static Optional<Fault> fault(DeployField field, Subject subject) {
        if (!subject.deploy().has(field)) {
            boolean lost = field.required() || subject.evidenceOf(field).isPresent();
            return lost ? Optional.of(Fault.LOST) : Optional.empty();
        }
        if (!subject.deploy().isValid(field, subject.types())) {
            return Optional.of(Fault.INVALID);
        }
        return !subject.isUnchanged(field) && differs(field, subject)
                ? Optional.of(Fault.CHANGED)
                : Optional.empty();
    }

    private static boolean differs(DeployField field, Subject subject) {
        BsonValue live = subject.live(field).orElseThrow();
        Optional<BsonValue> before = subject.snapshot(field);
        if (before.isPresent()) {
            return !equal(field, live, before.get());
        }
        return switch (field) {
            // The platform copies these from the site and the build's commit, so any difference is
            // a wrong one ...
            case SITE_ID, COMMIT_REF, CONTEXT ->
                    subject.evidenceOf(field)
                            .filter(other -> !equal(field, live, other))
                            .isPresent();
            // ... while a build is queued some time before or after its deploy is created.
            case CREATED_AT ->
                    subject.evidenceOf(field).filter(other -> hoursApart(live, other)).isPresent();
            default -> false;
        };
    }

    private static boolean equal(DeployField field, BsonValue left, BsonValue right) {
        return field.type() == DeployField.Type.ID
                ? Id.of(left).equals(Id.of(right))
                : left.equals(right);
    }

    private static boolean hoursApart(BsonValue left, BsonValue right) {
        // As doubles, since dates at the ends of time must not overflow.
        double millis = (double) left.asDateTime().getValue() - right.asDateTime().getValue();
        return Math.abs(millis) > HOUR_MILLIS;
    }
}
