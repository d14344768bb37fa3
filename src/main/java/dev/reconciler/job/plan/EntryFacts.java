package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.report.DeployFacts;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What reports tell about an entry's deploy.
 *
 * @param target of the deploy that a REVERT goes back to
 * @param candidates of what people must decide: the trees that its deploy may have had, for them
 */
public record EntryFacts(
        DeployFacts deploy, Optional<DeployFacts> target, Optional<String> candidates) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    static EntryFacts of(
            Assessment deploy, Optional<DeployFacts> target, Optional<String> candidates) {
        Optional<String> title =
                deploy.live()
                        .text(DeployField.TITLE)
                        .or(() ->
                                deploy.evidence()
                                        .snapshot()
                                        .flatMap(before -> before.text(DeployField.TITLE)));
        DeployFacts facts =
                new DeployFacts(
                        title,
                        deploy.text(DeployField.BRANCH),
                        deploy.text(DeployField.COMMIT_REF),
                        deploy.text(DeployField.CONTEXT),
                        deploy.createdAt());
        return new EntryFacts(facts, target, candidates);
    }

    static DeployFacts of(Deploy deploy) {
        return new DeployFacts(
                deploy.text(DeployField.TITLE),
                deploy.text(DeployField.BRANCH),
                deploy.text(DeployField.COMMIT_REF),
                deploy.text(DeployField.CONTEXT),
                deploy.time(DeployField.CREATED_AT));
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }

    /** What {@link #json} wrote. */
    public static EntryFacts read(String json) {
        return MAPPER.readValue(json, EntryFacts.class);
    }
}
