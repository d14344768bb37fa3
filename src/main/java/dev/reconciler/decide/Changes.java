package dev.reconciler.decide;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Fault;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.TreeId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The fields of a deploy that a remedy gives another value; empty unsets one. Nothing that equals
 * what is there ({@code updated_at} aside, which every write sets).
 */
final class Changes {
    private final Assessment deploy;
    private final Map<DeployField, Optional<BsonValue>> fields = new EnumMap<>(DeployField.class);

    private Changes(Assessment deploy) {
        this.deploy = deploy;
    }

    /** As RESTORE leaves the deploy (contract, section 5). */
    static Map<DeployField, Optional<BsonValue>> restore(
            Assessment deploy, Optional<BsonValue> account, Optional<TreeId> tree) {
        Changes changes = new Changes(deploy);
        changes.identity(account);
        changes.unsetInvalidIdentity();
        changes.pointer(tree);
        changes.lifecycle();
        changes.restoreState(tree.isPresent());
        return changes.fields;
    }

    /**
     * As a deploy is left that cannot be restored: no reader of its site may fail on it (contract,
     * section 5).
     */
    static Map<DeployField, Optional<BsonValue>> sideline(
            Assessment deploy, Optional<BsonValue> account, String reason) {
        Changes changes = new Changes(deploy);
        changes.identity(account);
        changes.invalidLifecycle();
        if (deploy.faults().containsKey(DeployField.TREE_ID)) {
            changes.put(DeployField.TREE_ID, Optional.empty());
        }
        changes.put(DeployField.STATE, Optional.of(new BsonString(DeployState.ERROR)));
        if (deploy.isSidelined()) {
            changes.fields.remove(DeployField.ERROR_MESSAGE);
        } else {
            changes.put(
                    DeployField.ERROR_MESSAGE,
                    Optional.of(new BsonString(DeployState.SIDELINED + " " + reason)));
        }
        return changes.fields;
    }

    /** Only its identity, as far as it can be had: its page is up. */
    static Map<DeployField, Optional<BsonValue>> identityOnly(
            Assessment deploy, Optional<BsonValue> account) {
        Changes changes = new Changes(deploy);
        changes.identity(account);
        return changes.fields;
    }

    private void identity(Optional<BsonValue> account) {
        for (DeployField field : deploy.faults().keySet()) {
            if (field.role() == DeployField.Role.IDENTITY) {
                Optional<BsonValue> value =
                        field == DeployField.ACCOUNT_ID ? account : deploy.planned(field);
                value.ifPresent(v -> put(field, value));
            }
        }
    }

    private void unsetInvalidIdentity() {
        deploy.faults()
                .forEach((field, fault) -> {
                    if (field.role() == DeployField.Role.IDENTITY
                            && fault == Fault.INVALID
                            && !fields.containsKey(field)) {
                        put(field, Optional.empty());
                    }
                });
    }

    private void pointer(Optional<TreeId> tree) {
        put(DeployField.TREE_ID, tree.map(id -> new BsonString(id.hex())));
    }

    private void invalidLifecycle() {
        deploy.faults()
                .forEach((field, fault) -> {
                    if (field.role() == DeployField.Role.LIFECYCLE && fault == Fault.INVALID) {
                        put(field, deploy.snapshot(field));
                    }
                });
    }

    /** Where the state was lost, the fields around it were lost with it. */
    private void lifecycle() {
        invalidLifecycle();
        if (!deploy.faults().containsKey(DeployField.STATE)) {
            return;
        }
        for (DeployField field : DeployField.values()) {
            if (field.role() == DeployField.Role.LIFECYCLE && isLost(field)) {
                put(field, deploy.snapshot(field));
            }
        }
        if (deploy.live().value(DeployField.UPDATED_AT).isEmpty()) {
            fields.remove(DeployField.UPDATED_AT);
        }
    }

    private boolean isLost(DeployField field) {
        boolean ourMark = deploy.isSidelined() && field == DeployField.ERROR_MESSAGE;
        return ourMark || deploy.live().value(field).isEmpty();
    }

    private void restoreState(boolean hasPointer) {
        if (!deploy.faults().containsKey(DeployField.STATE)) {
            return;
        }
        Optional<BsonValue> before = deploy.snapshot(DeployField.STATE);
        boolean processedSince =
                hasPointer
                        && before.map(state ->
                                        DeployState.isBeforePrepared(state.asString().getValue()))
                                .orElse(true);
        put(
                DeployField.STATE,
                processedSince ? Optional.of(new BsonString(DeployState.READY)) : before);
    }

    private void put(DeployField field, Optional<BsonValue> value) {
        Deploy live = deploy.live();
        if (live.value(field).equals(value)) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
    }
}
