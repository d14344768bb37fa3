package dev.reconciler.decide;

import dev.reconciler.decide.Remedy.Escalate;
import dev.reconciler.decide.Remedy.Rebuild;
import dev.reconciler.decide.Remedy.Restore;
import dev.reconciler.decide.Remedy.Revert;
import dev.reconciler.decide.Remedy.Superseded;
import dev.reconciler.model.Damage;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import dev.reconciler.verify.UnreadableTree;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the deploys of one site, in the order of contract section 5: RESTORE, PUBLISH,
 * REVERT, then the rest, newest deploy first. Pure: nothing but what it was told.
 */
public final class SiteDecision {
    private final SiteCase site;
    private final Publication publication;
    private final Reversion reversion;
    private final Map<Id, Verdict> verdicts = new LinkedHashMap<>();

    private SiteDecision(SiteCase site) {
        this.site = site;
        this.publication = Publication.of(site);
        this.reversion = Reversion.of(site, publication);
    }

    /** Decides, or says which trees have to be proven first. */
    static SiteOutcome decide(SiteCase site) {
        SiteDecision decision = new SiteDecision(site);
        for (Member member : site.members()) {
            decision.settled(member)
                    .ifPresent(verdict -> decision.verdicts.put(member.id(), verdict));
        }
        Optional<Down> down = SiteDown.why(site, decision.publication, decision.reversion);
        Set<TreeId> asked = site.asked();
        return asked.isEmpty()
                ? new SiteOutcome.Decided(List.copyOf(decision.verdicts.values()), down)
                : new SiteOutcome.NeedsProof(asked);
    }

    /** The verdict, and what became of what a person decided. */
    private Optional<Verdict> settled(Member member) {
        Optional<Verdict> verdict = verdict(member);
        if (site.choice(member).orElse(null) instanceof Decision.Choice.Leave) {
            return verdict.map(v -> v.left(site.decision(member).orElseThrow().decided()));
        }
        Optional<String> refusal = site.refusal(member);
        return refusal.isEmpty()
                ? verdict
                : verdict.map(v -> v.adding(refusal.get()))
                        .or(() -> Optional.of(builder(member).leave(refusal.get())));
    }

    private VerdictBuilder builder(Member member) {
        return new VerdictBuilder(site, member, damage(member));
    }

    private Optional<Verdict> verdict(Member member) {
        if (member.finding().isEmpty()) {
            return Optional.empty();
        }
        VerdictBuilder verdict = builder(member);
        return switch (member.restoration().orElse(null)) {
            case Restoration.Fits fits -> Optional.of(verdict.restore(new Restore(fits.pointer())));
            case Restoration.CannotTell unread -> Optional.of(verdict.unread(unread.why()));
            case Restoration.DoesNotFit no -> unrestored(member, verdict, no.why());
            case null -> unrestored(member, verdict, "");
        };
    }

    private Optional<Verdict> unrestored(
            Member member, VerdictBuilder verdict, String whyNotRestored) {
        Truth goesLive = publication.goesLive(member);
        boolean toBeRebuilt = site.isToBeRebuilt(member);
        Truth escalated = toBeRebuilt ? Truth.NO : publication.isEscalated(member);
        if (goesLive.isYes()) {
            return Optional.of(verdict.publish());
        }
        if (escalated.isYes()) {
            return Optional.of(verdict.leave(Publication.whyNot(site, member)));
        }
        if (goesLive.isUnknown() || escalated.isUnknown()) {
            return Optional.of(
                    verdict.unread(
                            member.unread().orElse("whether it is to go live could not be read")));
        }
        verdict.because(whyNotRestored);
        if (damage(member).isEmpty() && !toBeRebuilt) {
            return Optional.empty();
        }
        if (member.isRestorationUnknown()) {
            return Optional.of(verdict.unread(member.unread().orElseThrow()));
        }
        return switch (reversion) {
            case Reversion.To to when to.from().equals(member) ->
                    Optional.of(verdict.revert(revert(to), to));
            case Reversion.CannotTell unread when unread.from().equals(member) ->
                    Optional.of(verdict.unread(unread.why()));
            case Reversion.None none when site.publishes(member) -> {
                verdict.passedOver(none.passedOver());
                yield rest(member, verdict);
            }
            default -> rest(member, verdict);
        };
    }

    /** What is left where neither RESTORE, PUBLISH nor REVERT fits. */
    private Optional<Verdict> rest(Member member, VerdictBuilder verdict) {
        boolean toBeRebuilt = site.isToBeRebuilt(member);
        if (member.wasSidelined() && !toBeRebuilt) {
            return Optional.empty();
        }
        Truth up = pageStaysUp(member);
        if (up.isUnknown()) {
            return Optional.of(
                    verdict.unread("whether its own files are readable could not be read"));
        }
        Truth superseded =
                site.isBeyondRules(member) || toBeRebuilt ? Truth.NO : isSuperseded(member);
        if (superseded.isUnknown()) {
            return Optional.of(
                    verdict.unread("whether a newer deploy takes its place could not be read"));
        }
        if (superseded.isYes()) {
            return Optional.of(verdict.settle(new Superseded(), up));
        }
        Optional<String> commit = rebuild(member);
        return Optional.of(
                commit.map(c -> verdict.settle(new Rebuild(c), up))
                        .orElseGet(() -> verdict.settle(new Escalate(false), up)));
    }

    private Revert revert(Reversion.To to) {
        return new Revert(
                to.target().id(), to.target().intactTree().orElseThrow(), rebuild(to.from()));
    }

    /**
     * The commit whose build may be asked for again: that puts nothing live that its owner had not
     * live.
     */
    private Optional<String> rebuild(Member member) {
        return member.finding()
                .filter(finding -> site.isToBeRebuilt(member) || mayBeBuiltAgain(member))
                .flatMap(finding -> finding.text(DeployField.COMMIT_REF));
    }

    private boolean mayBeBuiltAgain(Member member) {
        return !site.isBeyondRules(member)
                && !member.row().failedBefore()
                && (!member.isProduction() || mayGoLiveAgain(member));
    }

    private boolean mayGoLiveAgain(Member member) {
        boolean newest =
                site.newerThan(member).stream()
                        .noneMatch(newer -> newer.isProduction() && !newer.row().failedBefore());
        boolean duringIncident =
                member.row()
                        .createdAt()
                        .filter(site.circumstances().window()::hasBegunBy)
                        .isPresent();
        return newest
                && !site.facts().isLocked()
                && (site.publishes(member) || (duringIncident && !site.updatedSince(member)));
    }

    private Truth isSuperseded(Member member) {
        if (member.isProduction()) {
            Truth rebuilt = Truth.NO;
            for (Member newer : site.newerThan(member)) {
                rebuilt = newer.isProduction() ? or(rebuilt, isRebuilt(newer)) : rebuilt;
            }
            Truth byRebuild = rebuilt;
            return staysPublished(member)
                    .not()
                    .and(() -> publishesNewer(member).or(() -> byRebuild));
        }
        Truth replaced = Truth.NO;
        for (Member newer : site.newerThan(member)) {
            if (isSameBranch(newer, member)) {
                Truth live = newer.isReady().and(newer::isSoundOrRestored);
                replaced = or(replaced, live.or(() -> isRebuilt(newer)));
            }
        }
        Truth byNewer = replaced;
        return staysPublished(member).not().and(() -> byNewer);
    }

    private static Truth or(Truth left, Truth right) {
        return left.or(() -> right);
    }

    private static boolean isSameBranch(Member newer, Member member) {
        return newer.row().context().equals(member.row().context())
                && member.row().branch().isPresent()
                && newer.row().branch().equals(member.row().branch());
    }

    private Truth isRebuilt(Member newer) {
        Verdict verdict = verdicts.get(newer.id());
        if (mayBeRebuiltYet(newer, verdict)) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                verdict != null
                        && switch (verdict.remedy()) {
                            case Rebuild r -> true;
                            case Revert r -> r.rebuild().isPresent();
                            case Restore r -> false;
                            case Remedy.Publish p -> false;
                            case Superseded s -> false;
                            case Escalate e -> false;
                        });
    }

    /** Whether an answer that could not be read would have a deploy built again. */
    private boolean mayBeRebuiltYet(Member newer, @Nullable Verdict verdict) {
        if (newer.finding().isEmpty()) {
            return newer.unread().isPresent() && mayBeBuiltAgain(newer);
        }
        boolean unread = verdict == null ? newer.isSound().isUnknown() : verdict.isIncomplete();
        return unread && rebuild(newer).isPresent();
    }

    /** Whether what the site publishes once the plan is applied is newer than a deploy. */
    private Truth publishesNewer(Member member) {
        Truth byPublish = publication.isNewer(site, member);
        if (publication.published().isPresent()) {
            return byPublish;
        }
        return switch (reversion) {
            case Reversion.To to -> Truth.of(site.isNewer(Optional.of(to.target().id()), member));
            // Wherever the site goes, it is no further back than that, and no further on than now.
            case Reversion.CannotTell c ->
                    Truth.of(site.isNewer(Optional.of(c.oldest().id()), member))
                            .or(() -> Truth.UNKNOWN.and(() -> isNewerNow(member)))
                            .or(() -> byPublish);
            case Reversion.None n -> isNewerNow(member).or(() -> byPublish);
        };
    }

    private Truth isNewerNow(Member member) {
        return Truth.of(site.isNewer(site.facts().published(), member));
    }

    private Truth staysPublished(Member member) {
        if (!site.publishes(member)) {
            return Truth.NO;
        }
        Truth untouched = publication.mayGoLive().not();
        return switch (reversion) {
            case Reversion.To to -> Truth.of(!to.from().equals(member));
            case Reversion.CannotTell c -> Truth.UNKNOWN.and(() -> untouched);
            case Reversion.None n -> untouched;
        };
    }

    /**
     * Whether a site goes on publishing the deploy, and its pages can be read from its own pointer.
     */
    private Truth pageStaysUp(Member member) {
        if (!member.hasMetadataDamage()) {
            return Truth.NO;
        }
        boolean own =
                member.finding().filter(f -> f.faults().containsKey(DeployField.TREE_ID)).isEmpty()
                        && member.row().tree().isPresent();
        return Truth.of(own)
                .and(() -> site.staysPublishedElsewhere(member).or(() -> staysPublished(member)))
                .and(() -> member.hasLostItsFiles().not());
    }

    /** Every kind that holds (contract, section 4). */
    private static Set<Damage> damage(Member member) {
        EnumSet<Damage> damage = EnumSet.noneOf(Damage.class);
        member.finding().ifPresent(finding -> damage.addAll(finding.damage()));
        member.ownTree()
                .ifPresent(answer -> {
                    if (answer instanceof UnreadableTree tree) {
                        addIf(damage, tree.missing(), Damage.TREE_MISSING);
                        addIf(damage, tree.corrupt(), Damage.TREE_CORRUPT);
                    }
                });
        member.seenFiles()
                .ifPresent(tree -> {
                    addIf(damage, tree.missingFile(), Damage.FILE_MISSING);
                    addIf(damage, tree.corruptFile(), Damage.FILE_CORRUPT);
                });
        return damage;
    }

    private static void addIf(Set<Damage> damage, boolean holds, Damage kind) {
        if (holds) {
            damage.add(kind);
        }
    }
}
