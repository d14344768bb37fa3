package dev.reconciler.plan;

import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.IncidentBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes an incident small while something stays wrong with it: what can be left out is left out.
 */
final class Shrinking {
    private static final List<Function<IncidentBuilder, Collection<?>>> PARTS =
            List.of(
                    incident -> incident.liveDeploys,
                    incident -> incident.snapshotDeploys,
                    incident -> incident.liveSites,
                    incident -> incident.snapshotSites,
                    incident -> incident.liveBuilds,
                    incident -> incident.snapshotBuilds,
                    incident -> incident.liveAccounts,
                    incident -> incident.snapshotAccounts,
                    incident -> incident.unreadable,
                    incident -> incident.journal,
                    incident -> incident.store.keySet());

    private final Predicate<Incident> isWrong;
    private Incident smallest;

    private Shrinking(Incident incident, Predicate<Incident> isWrong) {
        this.smallest = incident;
        this.isWrong = isWrong;
    }

    static Incident of(Incident incident, Predicate<Incident> isWrong) {
        Shrinking shrinking = new Shrinking(incident, isWrong);
        while (shrinking.leaveOutSomething()) {
            // Once more: what was needed for something that is gone by now may go as well.
        }
        return shrinking.smallest;
    }

    private boolean leaveOutSomething() {
        boolean smaller = leaveOutLines();
        for (Function<IncidentBuilder, Collection<?>> part : PARTS) {
            int size = part.apply(IncidentBuilder.of(smallest)).size();
            for (int i = size - 1; i >= 0; i--) {
                IncidentBuilder fewer = IncidentBuilder.of(smallest);
                Collection<?> all = part.apply(fewer);
                all.remove(new ArrayList<>(all).get(i));
                smaller |= keep(fewer);
            }
        }
        return smaller;
    }

    private boolean leaveOutLines() {
        boolean smaller = false;
        for (Incident.LogFile file : smallest.log()) {
            for (int i = file.lines().size() - 1; i >= 0; i--) {
                IncidentBuilder fewer = IncidentBuilder.of(smallest);
                fewer.log.get(file.name()).remove(i);
                smaller |= keep(fewer);
            }
        }
        return smaller;
    }

    /** A platform without sites or accounts is refused before anything is planned. */
    private boolean keep(IncidentBuilder fewer) {
        boolean isPlatform = !fewer.liveSites.isEmpty() && !fewer.liveAccounts.isEmpty();
        Incident candidate = fewer.build();
        boolean wrong = isPlatform && isWrong.test(candidate);
        smallest = wrong ? candidate : smallest;
        return wrong;
    }
}
