package dev.reconciler.decide;

import dev.reconciler.compare.Assessment;
import dev.reconciler.decide.Remedy.Escalate;
import dev.reconciler.decide.Remedy.Restore;
import dev.reconciler.decide.Remedy.Revert;
import dev.reconciler.model.Damage;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Id;
import dev.reconciler.model.Source;
import dev.reconciler.verify.IntactTree;
import dev.reconciler.verify.SeenFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Puts a verdict together: which fields change, whether the deploy is sidelined, and what people
 * are told.
 */
final class VerdictBuilder {
    private final SiteCase site;
    private final Member member;
    private final Assessment finding;
    private final Set<Damage> damage;
    private final List<String> reasons = new ArrayList<>();

    VerdictBuilder(SiteCase site, Member member, Set<Damage> damage) {
        this.site = site;
        this.member = member;
        this.finding = member.finding().orElseThrow();
        this.damage = damage;
    }

    void because(String reason) {
        if (!reason.isEmpty()) {
            reasons.add(reason);
        }
    }

    void passedOver(String deploys) {
        if (!deploys.isEmpty()) {
            reasons.add("passed over " + deploys);
        }
    }

    Verdict restore(Restore remedy) {
        remedy.pointer()
                .ifPresentOrElse(
                        pointer ->
                                because(
                                        whose(pointer.source())
                                                + (pointer.tree() instanceof IntactTree
                                                        ? " is intact"
                                                        : " is readable")),
                        () -> because("it never had a pointer"));
        return build(
                remedy,
                false,
                Changes.restore(
                        finding, member.account(), remedy.pointer().map(Remedy.Pointer::id)),
                Optional.empty());
    }

    private static String whose(Source source) {
        return switch (source) {
            case LIVE -> "its own pointer";
            case SNAPSHOT -> "the snapshot's pointer";
            case POINTER_LOG -> "the pointer of its first log entry";
            case DECISION -> "the tree that a person named";
        };
    }

    Verdict publish() {
        because(
                site.decision(member).isPresent()
                        ? "a person has it go live"
                        : "the incident kept it from going live");
        Optional<BsonValue> ready = Optional.of(new BsonString(DeployState.READY));
        boolean isReady = member.isReady().isYes();
        return build(
                new Remedy.Publish(member.intactTree().orElseThrow()),
                false,
                isReady ? Map.of() : Map.of(DeployField.STATE, ready),
                repointing(member, Optional.of(DeployState.READY)));
    }

    Verdict revert(Revert remedy, Reversion.To to) {
        because(
                "its site goes back to "
                        + to.target().id().text()
                        + (site.decision(member).isPresent() ? ", as a person has it" : ""));
        passedOver(to.passedOver());
        return sidelinedIfDamaged(remedy, repointing(to.target(), to.target().state()));
    }

    /**
     * SUPERSEDED, REBUILD or ESCALATE. @param up whether its page stays up, so that it must not be
     * sidelined
     */
    Verdict settle(Remedy remedy, Truth up) {
        if (site.isToBeRebuilt(member)) {
            because("a person has it built again");
        }
        if (reasons.isEmpty()) {
            because(describe());
        }
        if (up.isYes()) {
            return build(
                    remedy,
                    false,
                    Changes.identityOnly(finding, member.account()),
                    Optional.empty());
        }
        return sidelinedIfDamaged(remedy, Optional.empty());
    }

    /** Nothing is written; a person decides. */
    Verdict leave(String why) {
        because(why);
        return build(new Escalate(false), false, Map.of(), Optional.empty());
    }

    /** Nothing is written for what rests on an answer that could not be read. */
    Verdict unread(String why) {
        because(why);
        return build(new Escalate(true), false, Map.of(), Optional.empty());
    }

    private Verdict sidelinedIfDamaged(Remedy remedy, Optional<Verdict.Repointing> repointing) {
        boolean sidelined = member.restoration().isPresent();
        Map<DeployField, Optional<BsonValue>> changes =
                sidelined ? Changes.sideline(finding, member.account(), reason()) : Map.of();
        return build(remedy, sidelined, changes, repointing);
    }

    private Verdict build(
            Remedy remedy,
            boolean sidelined,
            Map<DeployField, Optional<BsonValue>> changes,
            Optional<Verdict.Repointing> repointing) {
        Optional<SeenFiles> tree = member.seenFiles();
        return new Verdict(
                finding,
                finding.site(),
                member.account().map(Id::of),
                damage,
                remedy,
                tree.map(SeenFiles::damaged).orElse(List.of()),
                tree.map(SeenFiles::more).orElse(0L),
                sidelined,
                reason(),
                changes,
                repointing,
                decided(remedy));
    }

    private Optional<Decided> decided(Remedy remedy) {
        return site.decision(member)
                .filter(decision -> decision.choice().isDoneBy(remedy))
                .map(Decision::decided);
    }

    private Optional<Verdict.Repointing> repointing(Member target, Optional<String> state) {
        return site.facts()
                .live()
                .map(live -> new Verdict.Repointing(live, target.id(), state, target.pointer()));
    }

    private String reason() {
        return String.join("; ", reasons);
    }

    private String describe() {
        return damage.stream()
                        .anyMatch(
                                kind -> kind == Damage.TREE_MISSING || kind == Damage.TREE_CORRUPT)
                ? "its tree cannot be read"
                : "files of it are missing or corrupt";
    }
}
