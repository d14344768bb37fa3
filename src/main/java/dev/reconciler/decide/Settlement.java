package dev.reconciler.decide;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.DeployRow;
import dev.reconciler.decide.Decision.Choice;
import dev.reconciler.decide.SiteOutcome.Decided;
import dev.reconciler.model.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides about a site by the rules, and settles what they leave to people as people decided: the
 * site is decided again with that in the rules' place, so that all its other deploys follow from
 * it. What a rule answers, or what could not be read, nobody decides otherwise.
 */
public final class Settlement {
    private final SiteFacts facts;
    private final Trees trees;
    private final Circumstances circumstances;
    private final Function<Id, Truth> goesOn;
    private final Map<Id, Decision> followed = new TreeMap<>();
    private final Map<Id, String> refused = new TreeMap<>();

    private Settlement(
            SiteFacts facts, Trees trees, Circumstances circumstances, Function<Id, Truth> goesOn) {
        this.facts = facts;
        this.trees = trees;
        this.circumstances = circumstances;
        this.goesOn = goesOn;
    }

    /**
     * Decides, or says which trees have to be proven first.
     *
     * @param decisions of whatever sites, by deploy
     */
    public static SiteOutcome decide(
            SiteFacts facts,
            OtherSites others,
            Proofs proofs,
            Circumstances circumstances,
            Map<Id, Decision> decisions) {
        Trees trees = new Trees(proofs);
        return new Settlement(
                        facts,
                        trees,
                        circumstances,
                        other ->
                                others.of(other)
                                        .map(site -> goesOn(site, trees, circumstances, decisions))
                                        .orElse(Truth.YES))
                .decide(decisions);
    }

    /**
     * Whether another site goes on with what it publishes, a deploy that is not its own: only
     * PUBLISH has it give that up, by rule or as a person decided.
     */
    private static Truth goesOn(
            SiteFacts other,
            Trees trees,
            Circumstances circumstances,
            Map<Id, Decision> decisions) {
        Settlement settlement = new Settlement(other, trees, circumstances, site -> Truth.YES);
        settlement.decide(decisions);
        return Publication.of(settlement.site()).mayGoLive().not();
    }

    private SiteOutcome decide(Map<Id, Decision> decisions) {
        List<Decision> ofSite =
                decisions.isEmpty()
                        ? List.of()
                        : facts.rows().stream()
                                .filter(row -> !row.foreign())
                                .map(DeployRow::id)
                                .filter(decisions::containsKey)
                                .map(decisions::get)
                                .toList();
        SiteOutcome byRules = decide();
        return byRules instanceof Decided decided && !ofSite.isEmpty()
                ? settle(ofSite, decided)
                : byRules;
    }

    private SiteOutcome decide() {
        return SiteDecision.decide(site());
    }

    private SiteCase site() {
        return new SiteCase(facts, trees, circumstances, new Rulings(followed, refused), goesOn);
    }

    private SiteOutcome settle(List<Decision> ofSite, Decided byRules) {
        Map<Id, Verdict> verdicts = byDeploy(byRules);
        ofSite.forEach(
                decision -> take(decision, Optional.ofNullable(verdicts.get(decision.deploy()))));
        refuseClashes();
        while (true) {
            Map<Id, String> objections = objections();
            if (!objections.isEmpty()) {
                objections.forEach(this::refuse);
                continue;
            }
            SiteOutcome outcome = decide();
            Map<Id, String> unmet = unmet(outcome);
            if (unmet.isEmpty()) {
                return outcome;
            }
            unmet.forEach(this::refuse);
        }
    }

    private static Map<Id, Verdict> byDeploy(Decided decided) {
        return decided.verdicts().stream()
                .collect(Collectors.toMap(verdict -> verdict.live().id(), verdict -> verdict));
    }

    /** Whether the rules leave a deploy to people: only then a decision about it is of use. */
    private void take(Decision decision, Optional<Verdict> byRules) {
        boolean incomplete = byRules.filter(Verdict::isIncomplete).isPresent();
        boolean escalated =
                byRules.filter(verdict -> verdict.remedy() instanceof Remedy.Escalate).isPresent();
        if (incomplete) {
            refused.put(decision.deploy(), refusal(decision, "not everything could be read"));
        } else if (escalated && isNothingToRestore(decision, byRules.orElseThrow())) {
            refused.put(decision.deploy(), refusal(decision, "nothing is wrong with it"));
        } else if (escalated || isOutOfTheWay(decision, byRules)) {
            followed.put(decision.deploy(), decision);
        }
    }

    private static boolean isNothingToRestore(Decision decision, Verdict byRules) {
        return decision.choice() instanceof Choice.Restore && byRules.damage().isEmpty();
    }

    /** An earlier plan set it aside, and nothing has turned up since that would bring it back. */
    private boolean isOutOfTheWay(Decision decision, Optional<Verdict> byRules) {
        return byRules.isEmpty()
                && !(decision.choice() instanceof Choice.Leave)
                && Optional.ofNullable(facts.findings().get(decision.deploy()))
                        .filter(Assessment::isSidelined)
                        .isPresent();
    }

    /** A site publishes one deploy: of several that people chose, none is. */
    private void refuseClashes() {
        Set<Id> moving =
                followed.values().stream()
                        .filter(decision -> decision.choice().movesSite())
                        .map(Decision::deploy)
                        .collect(Collectors.toSet());
        if (moving.size() > 1) {
            moving.forEach(deploy ->
                    refuse(deploy, "another decision has the same site publish something else"));
        }
    }

    /** What is against each decision as the others leave the site. */
    private Map<Id, String> objections() {
        SiteCase site = site();
        Map<Id, String> objections = new TreeMap<>();
        followed.values()
                .forEach(decision ->
                        site.member(decision.deploy())
                                .flatMap(member -> Objection.to(site, member, decision.choice()))
                                .ifPresent(why -> objections.put(decision.deploy(), why)));
        return objections;
    }

    /** A rule about another deploy may leave no room for what was decided. */
    private Map<Id, String> unmet(SiteOutcome outcome) {
        Map<Id, String> unmet = new TreeMap<>();
        if (outcome instanceof Decided decided) {
            Set<Id> met =
                    decided.verdicts().stream()
                            .filter(v -> v.isIncomplete() || v.decided().isPresent())
                            .map(verdict -> verdict.live().id())
                            .collect(Collectors.toSet());
            followed.keySet().stream()
                    .filter(deploy -> !met.contains(deploy))
                    .forEach(deploy ->
                            unmet.put(deploy, "the rules have its site publish another deploy"));
        }
        return unmet;
    }

    private void refuse(Id deploy, String why) {
        Optional.ofNullable(followed.remove(deploy))
                .ifPresent(decision -> refused.put(deploy, refusal(decision, why)));
    }

    private static String refusal(Decision decision, String why) {
        return decision.decided().by()
                + " decided "
                + decision.choice().text()
                + ", which is not followed: "
                + why;
    }
}
