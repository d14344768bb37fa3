package dev.reconciler.decide;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * PUBLISH: what the incident kept from going live (contract, section 5).
 *
 * @param goesLive whether the site is to publish a deploy, for each of which that is not known to
 *     be wrong: the only one, or several of which it could not be told
 * @param newest the newest production deploy of the window
 * @param escalated whether a person must decide about it in the rule's place
 */
record Publication(Map<Member, Truth> goesLive, Optional<Member> newest, Truth escalated) {

    static Publication of(SiteCase site) {
        return site.members().stream()
                .filter(member ->
                        site.choice(member).orElse(null) instanceof Decision.Choice.Publish)
                .findFirst()
                .map(Publication::decided)
                .orElseGet(() -> rule(site));
    }

    /** A person has the site publish a deploy, and no other is then published by the rule. */
    private static Publication decided(Member member) {
        Truth goes = member.isSound().and(member::isIntact);
        return new Publication(
                goes.isNo() ? Map.of() : Map.of(member, goes), Optional.empty(), Truth.NO);
    }

    private static Publication rule(SiteCase site) {
        Map<Member, Truth> fitting = fitting(site);
        Optional<Member> newest = newestOfWindow(site);
        Truth escalated =
                newest.map(n -> mustEscalate(site, n, fitting.getOrDefault(n, Truth.NO)))
                        .orElse(Truth.NO);
        Map<Member, Truth> goesLive = new LinkedHashMap<>();
        fitting.forEach((member, fits) -> {
            Truth goes = escalated.not().and(() -> fits);
            if (!goes.isNo()) {
                goesLive.put(member, goes);
            }
        });
        return new Publication(goesLive, newest, escalated);
    }

    /** The deploy that the site is to publish. */
    Optional<Member> published() {
        return goesLive.keySet().stream().filter(member -> goesLive(member).isYes()).findFirst();
    }

    Truth goesLive(Member member) {
        return goesLive.getOrDefault(member, Truth.NO);
    }

    Truth isEscalated(Member member) {
        return newest.filter(member::equals).isPresent() ? escalated : Truth.NO;
    }

    /** Whether the site is to publish any deploy by this rule. */
    Truth mayGoLive() {
        return goesLive.values().stream().reduce(Truth.NO, (a, b) -> a.or(() -> b));
    }

    /** Whether what the site is to publish by this rule is newer than a deploy. */
    Truth isNewer(SiteCase site, Member than) {
        return goesLive.entrySet().stream()
                .filter(entry -> site.isNewer(Optional.of(entry.getKey().id()), than))
                .map(Map.Entry::getValue)
                .reduce(Truth.NO, (a, b) -> a.or(() -> b));
    }

    /**
     * Those that fit, with none newer in the way; vouched for, and not touched by their owner
     * since.
     */
    private static Map<Member, Truth> fitting(SiteCase site) {
        Map<Member, Truth> fitting = new LinkedHashMap<>();
        Truth inTheWay = Truth.NO;
        for (Member member : site.members()) {
            if (member.isProduction()) {
                Truth blocked = inTheWay;
                Truth fits = fits(site, member);
                fitting.put(
                        member,
                        fits.and(() -> Truth.of(!site.updatedSince(member)))
                                .and(() -> site.isVouchedFor(member))
                                .and(blocked::not));
                inTheWay = blocked.or(member::isReady).or(() -> fits);
            }
        }
        return fitting;
    }

    private static Truth fits(SiteCase site, Member member) {
        boolean known =
                !site.isBeyondRules(member)
                        && site.decision(member).isEmpty()
                        && site.circumstances().window().isClosed()
                        && isInWindow(site, member)
                        && member.row().state().filter(DeployState::isUnpublished).isPresent()
                        && !isRecent(site, member)
                        && !site.facts().isLocked()
                        && publishesNothingOrOlder(site, member);
        return Truth.of(known).and(member::isSound).and(member::isIntact);
    }

    /** Whether the newest production deploy of the window is left where nobody would see it. */
    private static Truth mustEscalate(SiteCase site, Member newest, Truth published) {
        boolean heldBack =
                newest.isReady().isYes() && (site.facts().isLocked() || site.updatedSince(newest));
        boolean known =
                !site.publishes(newest)
                        && newest.row()
                                .state()
                                .filter(state -> !DeployState.isFailed(state))
                                .isPresent()
                        && !isRecent(site, newest)
                        && !heldBack;
        return Truth.of(known).and(published::not).and(newest::isSound);
    }

    private static Optional<Member> newestOfWindow(SiteCase site) {
        return site.members().stream()
                .filter(Member::isProduction)
                .filter(member -> isInWindow(site, member))
                .findFirst();
    }

    private static boolean isInWindow(SiteCase site, Member member) {
        return member.row().createdAt().filter(site.circumstances().window()::contains).isPresent();
    }

    private static boolean isRecent(SiteCase site, Member member) {
        Instant since = site.circumstances().now().minus(site.circumstances().grace());
        return member.finding()
                .flatMap(finding -> finding.live().time(DeployField.UPDATED_AT))
                .filter(since::isBefore)
                .isPresent();
    }

    private static boolean publishesNothingOrOlder(SiteCase site, Member member) {
        return !site.publishes(member) && !site.isNewer(site.facts().published(), member);
    }

    /** Why a deploy did not go live and is left to a person, for people. */
    static String whyNot(SiteCase site, Member member) {
        if (site.facts().live().isEmpty()) {
            return "it did not go live, and its site is gone";
        }
        if (!site.circumstances().window().isClosed()) {
            return "it did not go live, and the incident is not over";
        }
        if (site.facts().isLocked()) {
            return "it did not go live, and its site is locked";
        }
        if (site.updatedSince(member)) {
            return "it did not go live, and its site was changed since it was created";
        }
        if (!member.isVouchedFor()) {
            return "it did not go live, and nobody vouches for its pointer";
        }
        return "it did not go live, and its state is " + member.row().state().orElse("absent");
    }
}
