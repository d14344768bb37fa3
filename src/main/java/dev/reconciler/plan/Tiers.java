package dev.reconciler.plan;

import java.util.List;
import java.util.Optional;

/**
 * The service tiers, highest first: an account's {@code plan} maps to one; an unknown or missing
 * plan is the lowest, and so is no account (contract, sections 1 and 6).
 */
public record Tiers(List<String> highestFirst) {

    /**
     * @throws IllegalArgumentException when there is none, or one stands twice
     */
    public Tiers {
        highestFirst = List.copyOf(highestFirst);
        if (highestFirst.isEmpty()
                || highestFirst.stream().distinct().count() != highestFirst.size()) {
            throw new IllegalArgumentException("tiers have to be named, each once");
        }
    }

    /** The tier of a plan. */
    public String of(Optional<String> plan) {
        return plan.filter(highestFirst::contains).orElse(highestFirst.getLast());
    }

    /** 0 for the highest. */
    public int rank(String tier) {
        int rank = highestFirst.indexOf(tier);
        return rank < 0 ? highestFirst.size() - 1 : rank;
    }
}
