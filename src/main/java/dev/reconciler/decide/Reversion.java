package dev.reconciler.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** REVERT: whether a site goes back to an older deploy, and to which (contract, section 5). */
sealed interface Reversion {

    /**
     * The site stays with what it publishes. @param passedOver why no older deploy would do, where
     * one was looked for
     */
    record None(String passedOver) implements Reversion {}

    /**
     * @param passedOver newer deploys that would not do, for people; may be empty
     */
    record To(Member from, Member target, String passedOver) implements Reversion {}

    /**
     * @param from the deploy that the site publishes
     * @param oldest that the site may go back to
     */
    record CannotTell(Member from, Member oldest, String why) implements Reversion {}

    /** How many passed-over deploys are named at most (contract, section 5). */
    int NAMED = 10;

    static Reversion of(SiteCase site, Publication publication) {
        Optional<Member> published = site.facts().published().flatMap(site::member);
        if (publication.published().isPresent() || published.isEmpty()) {
            return new None("");
        }
        Member from = published.get();
        return site.choice(from)
                .map(choice -> decided(site, publication, from, choice))
                .orElseGet(() -> rule(site, publication, from));
    }

    /** What a person decided about the published deploy goes before the rule, whatever it is. */
    private static Reversion decided(
            SiteCase site, Publication publication, Member from, Decision.Choice choice) {
        if (!(choice instanceof Decision.Choice.Revert revert)) {
            return new None("");
        }
        Member target = site.member(revert.target()).orElseThrow();
        Truth whole = target.isReady().and(target::isSoundOrRestored).and(target::mayBeIntact);
        return whole.isYes() && !publication.mayGoLive().isUnknown()
                ? new To(from, target, "")
                : new CannotTell(
                        from,
                        target,
                        "whether " + target.id().text() + " is whole could not be read");
    }

    private static Reversion rule(SiteCase site, Publication publication, Member from) {
        if (site.facts().isLocked() || site.isBeyondRules(from) || from.isRestored()) {
            return new None("");
        }
        Truth lost = from.hasLostItsFiles();
        if (lost.isNo()) {
            return new None("");
        }
        Reversion found = search(site, from);
        return switch (found) {
            case None none -> none;
            case CannotTell unread -> unread;
            case To to ->
                    lost.isYes()
                                    && !from.isRestorationUnknown()
                                    && !publication.mayGoLive().isUnknown()
                            ? to
                            : new CannotTell(
                                    from, to.target(), "whether it has to go could not be read");
        };
    }

    private static Reversion search(SiteCase site, Member from) {
        List<String> passedOver = new ArrayList<>();
        List<Member> open = new ArrayList<>();
        for (Member member : site.olderThan(from)) {
            Truth candidate =
                    Truth.of(isOlderProduction(member))
                            .and(member::isReady)
                            .and(member::hasBeenLive);
            if (candidate.isNo()) {
                continue;
            }
            Truth fits =
                    candidate
                            .and(() -> site.isVouchedFor(member))
                            .and(member::isSoundOrRestored)
                            .and(member::mayBeIntact);
            if (fits.isYes()) {
                return open.isEmpty()
                        ? new To(from, member, named(passedOver))
                        : open(from, open.getFirst(), member);
            }
            if (fits.isUnknown()) {
                open.add(member);
            } else {
                passedOver.add(member.id().text() + " (" + whyNot(site, member) + ")");
            }
        }
        return open.isEmpty()
                ? new None(named(passedOver))
                : open(from, open.getFirst(), open.getLast());
    }

    private static CannotTell open(Member from, Member newest, Member oldest) {
        return new CannotTell(
                from, oldest, "whether " + newest.id().text() + " is whole could not be read");
    }

    private static boolean isOlderProduction(Member member) {
        return member.isProduction() && member.row().createdAt().isPresent();
    }

    private static String whyNot(SiteCase site, Member member) {
        if (site.isVouchedFor(member).isNo()) {
            return "nobody vouches for its pointer";
        }
        return member.isSoundOrRestored().isNo() ? "damaged" : "its files are not whole";
    }

    private static String named(List<String> passedOver) {
        if (passedOver.size() <= NAMED) {
            return String.join(", ", passedOver);
        }
        return String.join(", ", passedOver.subList(0, NAMED))
                + " and "
                + (passedOver.size() - NAMED)
                + " more";
    }
}
