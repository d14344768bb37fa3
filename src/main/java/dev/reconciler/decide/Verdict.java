package dev.reconciler.decide;

import dev.reconciler.compare.Assessment;
import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import dev.reconciler.model.TreeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonValue;

/**
 * What is decided about one deploy.
 *
 * @param site its own, as the plan leaves it; likewise {@code account}
 * @param files damaged files of the tree that it has once the plan is applied
 * @param more how many beyond those in {@code files}
 * @param reason for people
 * @param changes fields of the deploy and what they become; empty unsets
 * @param repointing what its site is to publish, where the remedy changes that
 * @param decided who decided so, where the rules left it to people
 */
public record Verdict(
        Assessment deploy,
        Optional<Id> site,
        Optional<Id> account,
        Set<Damage> damage,
        Remedy remedy,
        List<DamagedFile> files,
        long more,
        boolean sidelined,
        String reason,
        Map<DeployField, Optional<BsonValue>> changes,
        Optional<Repointing> repointing,
        Optional<Decided> decided) {

    /**
     * A site is pointed at another deploy.
     *
     * @param site the live document
     * @param state of the target, as the plan leaves it
     * @param tree likewise
     */
    public record Repointing(Site site, Id target, Optional<String> state, Optional<TreeId> tree) {}

    public Verdict {
        damage = Set.copyOf(damage);
        files = List.copyOf(files);
        changes = Map.copyOf(changes);
    }

    /** The deploy as it was read. */
    public Deploy live() {
        return deploy.live();
    }

    /** Nothing at all is written, since a person left it as it is. */
    Verdict left(Decided by) {
        return new Verdict(
                deploy,
                site,
                account,
                damage,
                new Remedy.Escalate(false),
                files,
                more,
                false,
                reason + "; left as it is by " + by.by() + ": " + by.why(),
                Map.of(),
                Optional.empty(),
                Optional.of(by));
    }

    /** The same, with something else for people to know; what is written stays as it is. */
    Verdict adding(String note) {
        return new Verdict(
                deploy,
                site,
                account,
                damage,
                remedy,
                files,
                more,
                sidelined,
                reason.isEmpty() ? note : reason + "; " + note,
                changes,
                repointing,
                decided);
    }

    /** Whether a person must decide only because something could not be read. */
    public boolean isIncomplete() {
        return remedy instanceof Remedy.Escalate(boolean incomplete) && incomplete;
    }

    /** Whether a site publishes the deploy before the plan. */
    public boolean isPublished() {
        return !deploy.evidence().publishers().live().isEmpty();
    }
}
