package dev.reconciler.apply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A journal that is lists. A transaction is what happens between {@link #begin} and {@link
 * #commit}; backups need none.
 */
class JournalInMemory implements Journal {
    final List<Backup> backups = new ArrayList<>();
    int mostBackedUpAtOnce;
    final Map<Place, WriteResult> results = new LinkedHashMap<>();
    final Map<Long, EntryOutcome> outcomes = new LinkedHashMap<>();

    private final Map<Place, WriteResult> uncommittedResults = new LinkedHashMap<>();
    private final Map<Long, EntryOutcome> uncommittedOutcomes = new LinkedHashMap<>();

    void begin() {
        uncommittedResults.clear();
        uncommittedOutcomes.clear();
    }

    void commit() {
        results.putAll(uncommittedResults);
        outcomes.putAll(uncommittedOutcomes);
    }

    @Override
    public void backUp(List<Backup> some) {
        backups.addAll(some);
        mostBackedUpAtOnce = Math.max(mostBackedUpAtOnce, some.size());
    }

    @Override
    public List<Backup> backups(Collection<Place> places) {
        return backups.stream().filter(backup -> places.contains(backup.place())).toList();
    }

    @Override
    public void record(Map<Place, WriteResult> some) {
        uncommittedResults.putAll(some);
    }

    @Override
    public void finish(List<EntryOutcome> some) {
        some.forEach(outcome -> uncommittedOutcomes.put(outcome.entry(), outcome));
    }
}
