package dev.reconciler.decide;

import dev.reconciler.decide.Decision.Choice;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import java.util.Optional;

/**
 * Why what a person decided cannot be followed: the same proofs are asked for as by the rules. An
 * answer that could not be read is no objection: the verdict then says that it is incomplete.
 */
final class Objection {
    private Objection() {}

    /** For people; empty where there is none. */
    static Optional<String> to(SiteCase site, Member member, Choice choice) {
        return switch (choice) {
            case Choice.Restore restore -> toRestoring(member);
            case Choice.Publish publish ->
                    beyondRules(site, member).or(() -> toPublishing(site, member, publish));
            case Choice.Revert revert ->
                    beyondRules(site, member).or(() -> toReverting(site, member, revert));
            case Choice.Rebuild rebuild -> beyondRules(site, member).or(() -> toRebuilding(member));
            case Choice.Leave leave -> Optional.empty();
        };
    }

    private static Optional<String> beyondRules(SiteCase site, Member member) {
        if (!site.isBeyondRules(member)) {
            return Optional.empty();
        }
        if (site.facts().live().isEmpty()) {
            return Optional.of("its site is not there");
        }
        return Optional.of(
                site.isPublishedElsewhere(member)
                        ? "another site publishes it"
                        : "its context, or when it was made, is not known");
    }

    private static Optional<String> toRestoring(Member member) {
        return member.restoration()
                .filter(Restoration.DoesNotFit.class::isInstance)
                .map(no -> ((Restoration.DoesNotFit) no).why());
    }

    private static Optional<String> toPublishing(
            SiteCase site, Member member, Choice.Publish publish) {
        Optional<String> state = member.row().state();
        if (!member.isProduction()) {
            return Optional.of("it is no production deploy");
        }
        if (site.publishes(member)) {
            return Optional.of("its site publishes it already");
        }
        if (state.filter(Objection::canGoLive).isEmpty()) {
            return Optional.of("its state is " + state.orElse("absent"));
        }
        return toLocked(site, publish.locked()).or(() -> toFilesOf(member, "it"));
    }

    private static boolean canGoLive(String state) {
        return DeployState.isUnpublished(state) || state.equals(DeployState.READY);
    }

    private static Optional<String> toReverting(
            SiteCase site, Member member, Choice.Revert revert) {
        if (!site.publishes(member)) {
            return Optional.of("its site does not publish it");
        }
        return toLocked(site, revert.locked())
                .or(() ->
                        site.member(revert.target())
                                .filter(target -> !target.equals(member))
                                .map(Objection::toTarget)
                                .orElse(
                                        Optional.of(
                                                revert.target().text()
                                                        + " is no other deploy of its site")));
    }

    private static Optional<String> toTarget(Member target) {
        String name = target.id().text();
        if (!target.isProduction()) {
            return Optional.of(name + " is no production deploy");
        }
        return target.isReady().isNo()
                ? Optional.of(name + " is not ready")
                : toFilesOf(target, name);
    }

    private static Optional<String> toFilesOf(Member member, String name) {
        if (member.isSoundOrRestored().isNo()) {
            return Optional.of(name + " is damaged");
        }
        return member.mayBeIntact().isNo()
                ? Optional.of("the files of " + name + " are not whole")
                : Optional.empty();
    }

    private static Optional<String> toLocked(SiteCase site, boolean accepted) {
        return site.facts().isLocked() && !accepted
                ? Optional.of("its site is locked, and the decision does not say \"locked\": true")
                : Optional.empty();
    }

    private static Optional<String> toRebuilding(Member member) {
        return member.finding().flatMap(f -> f.text(DeployField.COMMIT_REF)).isPresent()
                ? Optional.empty()
                : Optional.of("its commit is not known");
    }
}
