package dev.reconciler.compare;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the decision about a site has to know of each of its deploys, damaged or not: one slim row
 * per live deploy, sorted by site and then newest first.
 *
 * @param site that the row is for: the deploy's own, as the plan leaves it, or for a {@code
 *     foreign} row one that publishes it
 * @param createdAt as the plan leaves it
 * @param state live, where it is a text
 * @param tree the live pointer, where it is a hex id
 * @param hasBeenLive whether {@code published_at} is a date
 * @param vouched whether the snapshot or the first log entry has that very pointer
 * @param failedBefore whether it was {@code error} or {@code rejected}, our own mark aside
 * @param finding whether there is a finding of the deploy, with all that is known of it
 * @param seenBefore whether the snapshot has the deploy
 * @param foreign whether the deploy belongs to another site than {@code site}, which publishes it
 */
public record DeployRow(
        Id id,
        Optional<Id> site,
        Optional<Instant> createdAt,
        Optional<String> context,
        Optional<String> branch,
        Optional<String> state,
        Optional<TreeId> tree,
        boolean hasBeenLive,
        boolean vouched,
        boolean failedBefore,
        boolean finding,
        boolean seenBefore,
        boolean foreign) {

    /** The row of an assessed deploy, for its own site. */
    public static DeployRow of(Assessment deploy, Window window) {
        return new DeployRow(
                deploy.live().id(),
                deploy.site(),
                deploy.createdAt(),
                deploy.text(DeployField.CONTEXT),
                deploy.text(DeployField.BRANCH),
                deploy.live().text(DeployField.STATE),
                deploy.live().tree(),
                deploy.live().time(DeployField.PUBLISHED_AT).isPresent(),
                deploy.hasVouchedPointer(),
                deploy.failedBefore(),
                deploy.isFinding(window),
                deploy.evidence().snapshot().isPresent(),
                false);
    }

    /** The same deploy as a row of another site, which publishes it. */
    public DeployRow publishedBy(Id other) {
        return new DeployRow(
                id,
                Optional.of(other),
                createdAt,
                context,
                branch,
                state,
                tree,
                hasBeenLive,
                vouched,
                failedBefore,
                finding,
                seenBefore,
                true);
    }

    /** Whether the live deploy serves, or could serve, its pages. */
    public boolean isReady() {
        return state.filter(DeployState.READY::equals).isPresent();
    }
}
