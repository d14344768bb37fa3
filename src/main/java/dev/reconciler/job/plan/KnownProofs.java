package dev.reconciler.job.plan;

import dev.reconciler.decide.Proofs;
import dev.reconciler.model.TreeId;
import dev.reconciler.verify.Prover;
import dev.reconciler.verify.TreeAnswer;
import dev.reconciler.verify.VerifiedObjects;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Proofs from the ledger; those that were asked for last are kept, since no answer changes. */
final class KnownProofs implements Proofs {
    private static final int KEPT = 1_000;

    private final VerifiedObjects objects;
    private final Map<TreeId, TreeAnswer> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<TreeId, TreeAnswer> eldest) {
                    return size() > KEPT;
                }
            };

    KnownProofs(VerifiedObjects objects) {
        this.objects = objects;
    }

    @Override
    public Optional<TreeAnswer> of(TreeId tree) {
        Optional<TreeAnswer> answer =
                Optional.ofNullable(kept.get(tree)).or(() -> Prover.prove(tree, objects));
        answer.ifPresent(known -> kept.put(tree, known));
        return answer;
    }
}
