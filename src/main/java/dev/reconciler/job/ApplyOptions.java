package dev.reconciler.job;

import dev.reconciler.model.Refused;
import dev.reconciler.plan.PlanHeader;
import java.util.List;
import java.util.Optional;

/**
 * How somebody wishes a plan to be applied. What is to be written, and in which order, is settled
 * for as long as a run takes; the rest may be said anew whenever it goes on.
 *
 * @param onlySites ids of the sites whose entries are written; none: of all
 * @param onlyAccounts likewise accounts
 * @param onlyTiers likewise names of tiers
 * @param first ids of sites that come before all others
 * @param expected how many entries the operator says the plan has, where that is more than may be
 *     written unasked
 * @param acceptCanary whether to go on though an entry of the canary was not confirmed
 * @param acceptAge whether to apply a plan that is older than allowed, or of a time still to come
 * @param rate most writes per second; empty: as configured
 * @param pauseFile path of a file that holds the writing up while it is there; likewise
 */
public record ApplyOptions(
        List<String> onlySites,
        List<String> onlyAccounts,
        List<String> onlyTiers,
        List<String> first,
        Optional<Long> expected,
        boolean acceptCanary,
        boolean acceptAge,
        Optional<Double> rate,
        Optional<String> pauseFile) {

    /** Nothing was said: everything, in the plan's order. */
    public static final ApplyOptions NONE = only(List.of(), List.of(), List.of(), List.of());

    public ApplyOptions {
        onlySites = List.copyOf(onlySites);
        onlyAccounts = List.copyOf(onlyAccounts);
        onlyTiers = List.copyOf(onlyTiers);
        first = List.copyOf(first);
    }

    /** Only a choice was made. */
    public static ApplyOptions only(
            List<String> sites, List<String> accounts, List<String> tiers, List<String> first) {
        return new ApplyOptions(
                sites,
                accounts,
                tiers,
                first,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether entries are left out, or come out of their turn. */
    public boolean choose() {
        return choosesSome() || !first.isEmpty();
    }

    /** Whether entries are left out. */
    public boolean choosesSome() {
        return !(onlySites.isEmpty() && onlyAccounts.isEmpty() && onlyTiers.isEmpty());
    }

    /** Whether somebody has named the plan's size. */
    public boolean expect(PlanHeader plan) {
        return expected.filter(entries -> entries == plan.entries()).isPresent();
    }

    /**
     * To be asked before a run is on record: it goes on with what was expected, and what is wrong
     * once is wrong for good.
     *
     * @param named as the plan is named in a command
     * @throws Refused where somebody has named another size than the plan's
     */
    void refuseOtherSize(PlanHeader plan, String named) {
        if (expected.isPresent() && !expect(plan)) {
            throw new Refused(
                    "the plan does not have the size that was expected",
                    "it has %,d entries, --expect says %,d"
                            .formatted(plan.entries(), expected.get()),
                    "Read it again: reconciler show " + named);
        }
    }

    /**
     * These for a run that was begun with others.
     *
     * @return empty where they choose something else
     */
    Optional<ApplyOptions> goingOn(ApplyOptions before) {
        return choose() && !choice().equals(before.choice())
                ? Optional.empty()
                : Optional.of(
                        new ApplyOptions(
                                before.onlySites,
                                before.onlyAccounts,
                                before.onlyTiers,
                                before.first,
                                expected.or(before::expected),
                                acceptCanary || before.acceptCanary,
                                acceptAge || before.acceptAge,
                                rate.or(before::rate),
                                pauseFile.or(before::pauseFile)));
    }

    private List<List<String>> choice() {
        return List.of(onlySites, onlyAccounts, onlyTiers, first);
    }
}
