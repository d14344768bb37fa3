package dev.reconciler.job;

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
 */
public record ApplyOptions(
        List<String> onlySites,
        List<String> onlyAccounts,
        List<String> onlyTiers,
        List<String> first,
        Optional<Long> expected) {

    /** Nothing was said: everything, in the plan's order. */
    public static final ApplyOptions NONE =
            new ApplyOptions(List.of(), List.of(), List.of(), List.of(), Optional.empty());

    public ApplyOptions {
        onlySites = List.copyOf(onlySites);
        onlyAccounts = List.copyOf(onlyAccounts);
        onlyTiers = List.copyOf(onlyTiers);
        first = List.copyOf(first);
    }

    /** The same with a number of entries. */
    public ApplyOptions expecting(long entries) {
        return new ApplyOptions(onlySites, onlyAccounts, onlyTiers, first, Optional.of(entries));
    }

    /** Whether anything is left out, or out of its turn. */
    boolean choose() {
        return !course().equals(NONE.course());
    }

    /**
     * These for a run that was begun with others.
     *
     * @return empty where they choose something else
     */
    Optional<ApplyOptions> goingOn(ApplyOptions before) {
        return choose() && !course().equals(before.course())
                ? Optional.empty()
                : Optional.of(
                        new ApplyOptions(
                                before.onlySites,
                                before.onlyAccounts,
                                before.onlyTiers,
                                before.first,
                                expected.or(before::expected)));
    }

    private List<List<String>> course() {
        return List.of(onlySites, onlyAccounts, onlyTiers, first);
    }
}
