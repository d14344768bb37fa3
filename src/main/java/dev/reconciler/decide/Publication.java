package dev.reconciler.decide;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import java.time.Instant;
import java.util.Optional;

/**
 * PUBLISH: what the incident kept from going live (contract, section 5).
 *
 * @param goesLive the deploy that the site is to publish
 * @param escalated a deploy about which a person must decide in its place
 * @param why for people
 * @param incomplete whether it is escalated because something could not be read
 */
record Publication(
        Optional<Member> goesLive, Optional<Member> escalated, String why, boolean incomplete) {
    private static final Publication NOTHING =
            new Publication(Optional.empty(), Optional.empty(), "", false);

    static Publication rule(SiteCase site) {
        Choice choice = choose(site);
        Optional<Member> newest = newestOfWindow(site);
        if (newest.isPresent()) {
            Truth escalate = mustEscalate(site, newest.get(), choice);
            if (escalate.isUnknown()) {
                return escalated(newest.get(), "whether it is whole could not be read", true);
            }
            if (escalate.isYes()) {
                return escalated(newest.get(), whyNot(site, newest.get()), false);
            }
        }
        return switch (choice.certain) {
            case YES -> new Publication(choice.member, Optional.empty(), "", false);
            case UNKNOWN ->
                    escalated(
                            choice.member.orElseThrow(),
                            "whether it is whole could not be read",
                            true);
            case NO -> NOTHING;
        };
    }

    private static Publication escalated(Member member, String why, boolean incomplete) {
        return new Publication(Optional.empty(), Optional.of(member), why, incomplete);
    }

    /** The deploy that the rule publishes, and whether it does. */
    private record Choice(Optional<Member> member, Truth certain) {
        static final Choice NONE = new Choice(Optional.empty(), Truth.NO);

        Truth publishes(Member other) {
            return member.filter(other::equals).isPresent() ? certain : Truth.NO;
        }
    }

    /**
     * The newest that fits; it is published where it is vouched for and its owner did not touch the
     * site since.
     */
    private static Choice choose(SiteCase site) {
        Truth blocked = Truth.NO;
        for (Member member : site.members()) {
            if (!member.isProduction()) {
                continue;
            }
            Truth open = blocked.not();
            Truth fits = fits(site, member).and(() -> open);
            Truth published =
                    fits.and(() -> Truth.of(!site.updatedSince(member)))
                            .and(() -> site.isVouchedFor(member));
            if (!published.isNo()) {
                return new Choice(Optional.of(member), published);
            }
            Truth before = blocked;
            blocked = before.or(member::isReady).or(() -> fits);
            if (blocked.isYes()) {
                return Choice.NONE;
            }
        }
        return Choice.NONE;
    }

    private static Truth fits(SiteCase site, Member member) {
        boolean known =
                !site.isBeyondRules(member)
                        && site.circumstances().window().isClosed()
                        && isInWindow(site, member)
                        && !member.isRestored()
                        && member.row().state().filter(DeployState::isUnpublished).isPresent()
                        && !isRecent(site, member)
                        && !site.facts().isLocked()
                        && publishesNothingOrOlder(site, member)
                        && member.row().tree().isPresent();
        return Truth.of(known).and(member::isSound).and(member::isIntact);
    }

    /** Whether the newest production deploy of the window is left where nobody would see it. */
    private static Truth mustEscalate(SiteCase site, Member newest, Choice choice) {
        boolean heldBack =
                newest.isReady().isYes() && (site.facts().isLocked() || site.updatedSince(newest));
        boolean known =
                !newest.isRestored()
                        && !newest.isPublished()
                        && newest.row()
                                .state()
                                .filter(state -> !DeployState.isFailed(state))
                                .isPresent()
                        && !isRecent(site, newest)
                        && !heldBack;
        return Truth.of(known).and(() -> choice.publishes(newest).not()).and(newest::isSound);
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

    private static String whyNot(SiteCase site, Member member) {
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
