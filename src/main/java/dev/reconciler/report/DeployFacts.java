package dev.reconciler.report;

import java.time.Instant;
import java.util.Optional;

/**
 * What a customer knows a deploy by, as the plan leaves it. All of it came from outside: not to be
 * trusted. Of what is very long the beginning is kept.
 *
 * @param title usually the first line of the commit's message
 * @param created when it was made
 */
public record DeployFacts(
        Optional<String> title,
        Optional<String> branch,
        Optional<String> commit,
        Optional<String> context,
        Optional<Instant> created) {

    /** What is blank tells as little as what is absent. */
    public DeployFacts {
        title = title.filter(text -> !text.isBlank()).map(SafeText::kept);
        branch = branch.filter(text -> !text.isBlank()).map(SafeText::kept);
        commit = commit.filter(text -> !text.isBlank()).map(SafeText::kept);
        context = context.map(SafeText::kept);
    }

    /** A deploy of which only its id is known. */
    public static DeployFacts unknown() {
        return new DeployFacts(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it was made to go live; what is not known is taken for a preview. */
    public boolean isProduction() {
        return context.filter("production"::equals).isPresent();
    }
}
