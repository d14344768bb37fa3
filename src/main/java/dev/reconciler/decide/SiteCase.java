package dev.reconciler.decide;

import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One site, its deploys newest first, and the questions that several rules ask. */
final class SiteCase {
    private final SiteFacts facts;
    private final Circumstances circumstances;
    private final Rulings rulings;
    private final Trees trees;
    private final Function<Id, Truth> goesOn;
    private final List<Member> members;
    private final Map<Id, Integer> age = new HashMap<>();

    /**
     * @param goesOn whether another live site goes on with what it publishes
     */
    SiteCase(
            SiteFacts facts,
            Trees trees,
            Circumstances circumstances,
            Rulings rulings,
            Function<Id, Truth> goesOn) {
        this.facts = facts;
        this.goesOn = goesOn;
        this.circumstances = circumstances;
        this.rulings = rulings;
        this.trees = trees;
        for (int i = 0; i < facts.rows().size(); i++) {
            age.put(facts.rows().get(i).id(), i);
        }
        this.members =
                facts.rows().stream()
                        .filter(row -> !row.foreign())
                        .map(row ->
                                Member.of(
                                        row, facts, trees, circumstances, rulings.named(row.id())))
                        .toList();
    }

    SiteFacts facts() {
        return facts;
    }

    Circumstances circumstances() {
        return circumstances;
    }

    /** What a person decided about a deploy, where that takes the place of the rules. */
    Optional<Decision> decision(Member member) {
        return rulings.of(member.id());
    }

    Optional<Decision.Choice> choice(Member member) {
        return rulings.choice(member.id());
    }

    boolean isToBeRebuilt(Member member) {
        return choice(member).filter(Decision.Choice.Rebuild.class::isInstance).isPresent();
    }

    /** Why what a person decided about a deploy is not followed. */
    Optional<String> refusal(Member member) {
        return rulings.refusal(member.id());
    }

    Set<TreeId> asked() {
        return trees.asked();
    }

    /** The site's own deploys, newest first. */
    List<Member> members() {
        return members;
    }

    Optional<Member> member(Id id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /** Whether a deploy is live, be it of this site or of another one. */
    boolean isKnown(Id deploy) {
        return age.containsKey(deploy);
    }

    boolean publishes(Member member) {
        return facts.published().filter(member.id()::equals).isPresent();
    }

    /**
     * Whether what a site publishes is newer than a deploy of it; one that is gone is older than
     * any.
     */
    boolean isNewer(Optional<Id> published, Member than) {
        return published.map(age::get).filter(place -> place < place(than)).isPresent();
    }

    List<Member> newerThan(Member member) {
        return members.subList(0, members.indexOf(member));
    }

    List<Member> olderThan(Member member) {
        return members.subList(members.indexOf(member) + 1, members.size());
    }

    boolean updatedSince(Member member) {
        return facts.updatedSince(member.row().createdAt());
    }

    /** Whether another live site publishes a deploy of this one. */
    boolean isPublishedElsewhere(Member member) {
        return !publishersElsewhere(member).isEmpty();
    }

    /** Whether one of them goes on with it. */
    Truth staysPublishedElsewhere(Member member) {
        return publishersElsewhere(member).stream()
                .map(goesOn)
                .reduce(Truth.NO, (a, b) -> a.or(() -> b));
    }

    private List<Id> publishersElsewhere(Member member) {
        return member.publishers().stream()
                .filter(site -> !facts.id().equals(Optional.of(site)))
                .toList();
    }

    /** Where only RESTORE and ESCALATE apply. */
    boolean isBeyondRules(Member member) {
        return facts.live().isEmpty()
                || isPublishedElsewhere(member)
                || member.row().context().isEmpty()
                || member.row().createdAt().isEmpty();
    }

    /** Whether somebody vouches for the pointer, as far as the evidence was read. */
    Truth isVouchedFor(Member member) {
        boolean unread =
                member.isRestorationUnknown()
                        || !circumstances.logWhole()
                        || (!circumstances.snapshotWhole() && !member.row().seenBefore());
        return member.isVouchedFor() || !unread ? Truth.of(member.isVouchedFor()) : Truth.UNKNOWN;
    }

    private int place(Member member) {
        return age.getOrDefault(member.id(), Integer.MAX_VALUE);
    }
}
