package dev.reconciler.job.plan;

import dev.reconciler.job.Settings;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether an applied plan of ours gave a deploy a tree that a person had named. Read when it is
 * first asked, by the step that needs it.
 */
final class GivenTrees implements BiPredicate<Id, TreeId> {
    private final Ledger ledger;
    private final String deploys;
    private @Nullable BiPredicate<Id, TreeId> given;

    GivenTrees(Ledger ledger, Settings settings) {
        this.ledger = ledger;
        this.deploys = settings.names().deploys();
    }

    @Override
    public boolean test(Id deploy, TreeId tree) {
        if (given == null) {
            given = ledger.decidedTrees().applied(deploys);
        }
        return given.test(deploy, tree);
    }
}
