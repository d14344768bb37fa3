package dev.reconciler.compare;

import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.IdTypes;
import dev.reconciler.model.Names;
import dev.reconciler.model.TreeId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Holds a live deploy against its evidence. Pure: the same deploy and evidence always give the same
 * assessment, so that only these have to outlive a chunk, and a recheck is the same call once more.
 *
 * @param given whether an applied plan of ours gave a deploy a tree that a person had named
 */
public record Comparison(Names names, IdTypes types, BiPredicate<Id, TreeId> given) {
    /** Where no person ever named a tree. */
    public Comparison(Names names, IdTypes types) {
        this(names, types, (deploy, tree) -> false);
    }

    /** Every damage check; to add one, add a line. */
    static final List<DamageCheck> CHECKS =
            List.of(new PointerCheck(), new IdentityCheck(), new LifecycleCheck());

    /** What holds for a live deploy, given what else is known of it. */
    public Assessment assess(Deploy live, Evidence evidence) {
        Subject subject =
                new Subject(
                        live.withoutOurMark(),
                        evidence,
                        types,
                        tree -> given.test(live.id(), tree));
        Map<DeployField, Fault> faults = new EnumMap<>(DeployField.class);
        for (DamageCheck check : CHECKS) {
            faults.putAll(check.faults(subject));
        }
        return new Assessment(live, subject, faults);
    }
}
