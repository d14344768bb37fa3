package dev.reconciler.job.apply;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Damage;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * Which entry of a plan a deploy has, for plans of any size: 25 bytes an entry at most. It knows
 * ids by their fingerprints.
 */
final class PlannedDeploys {
    private static final int NONE = 0;

    /** By the number of an entry. */
    private final long[] fingerprints;

    /** Numbers of entries; each stands in the first free place from that of its fingerprint on. */
    private final int[] places;

    private final BitSet sound = new BitSet();

    PlannedDeploys(long entries) {
        int count = Math.toIntExact(entries);
        fingerprints = new long[count + 1];
        places = new int[4 * Integer.highestOneBit(count + 1)];
    }

    /** To be told of every entry. */
    void add(Numbered numbered) {
        int number = Math.toIntExact(numbered.number());
        long fingerprint = numbered.entry().deploy().fingerprint();
        fingerprints[number] = fingerprint;
        int place = first(fingerprint);
        while (places[place] != NONE) {
            place = next(place);
        }
        places[place] = number;
        sound.set(number, isSound(numbered.entry()));
    }

    private int first(long fingerprint) {
        return Long.hashCode(fingerprint) & (places.length - 1);
    }

    private int next(int place) {
        return (place + 1) & (places.length - 1);
    }

    private static boolean isSound(Entry entry) {
        return switch (entry.remedy()) {
            case PlannedRemedy.Restore _, PlannedRemedy.Undo _ -> false;
            case PlannedRemedy.Publish _,
                    PlannedRemedy.Revert _,
                    PlannedRemedy.Superseded _,
                    PlannedRemedy.Rebuild _,
                    PlannedRemedy.Escalate _ ->
                    entry.damage().stream().noneMatch(Damage::isMetadata);
        };
    }

    /** The number of the deploy's entry; empty where the plan says nothing of it. */
    OptionalInt number(Id deploy) {
        long fingerprint = deploy.fingerprint();
        int place = first(fingerprint);
        while (places[place] != NONE && fingerprints[places[place]] != fingerprint) {
            place = next(place);
        }
        return places[place] == NONE ? OptionalInt.empty() : OptionalInt.of(places[place]);
    }

    /**
     * Whether there was nothing wrong with the document of an entry's deploy when the plan was
     * made, and the plan leaves it so: it is in the plan for its files, or to be published.
     */
    boolean isSound(int number) {
        return sound.get(number);
    }
}
