package dev.reconciler.decide;

import dev.reconciler.decide.Decision.Choice;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import java.util.Map;
import java.util.Optional;

/**
 * What people decided about deploys of one site.
 *
 * @param followed decisions that take the place of rules, by deploy
 * @param refused why others do not, for people, by deploy
 */
record Rulings(Map<Id, Decision> followed, Map<Id, String> refused) {

    /** Nobody decided anything: the rules alone. */
    static final Rulings NONE = new Rulings(Map.of(), Map.of());

    Rulings {
        followed = Map.copyOf(followed);
        refused = Map.copyOf(refused);
    }

    Optional<Decision> of(Id deploy) {
        return Optional.ofNullable(followed.get(deploy));
    }

    Optional<Choice> choice(Id deploy) {
        return of(deploy).map(Decision::choice);
    }

    /** The tree that somebody named for a deploy. */
    Optional<TreeId> named(Id deploy) {
        return choice(deploy)
                .filter(Choice.Restore.class::isInstance)
                .map(choice -> ((Choice.Restore) choice).tree());
    }

    Optional<String> refusal(Id deploy) {
        return Optional.ofNullable(refused.get(deploy));
    }
}
