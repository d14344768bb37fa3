package dev.reconciler.apply;

import static java.util.stream.Collectors.groupingBy;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.RawBsonDocument;

/**
 * Finds out what became of entries whose turn was cut off, since the process was gone: they have a
 * backup and no result, and may have been written. It reads, and never writes to the platform.
 */
public record CutOff(Names names, LiveDatabase live, Journal journal) {

    /**
     * Those of which a write has taken effect. Of the others nothing was done.
     *
     * @throws dev.reconciler.model.Problem where the database cannot be read
     */
    public List<Numbered> begun(List<Numbered> entries) {
        Map<String, Map<Id, List<DocumentWrite>>> writes =
                entries.stream()
                        .flatMap(entry -> DocumentWrite.of(names, entry).stream())
                        .collect(
                                groupingBy(
                                        write -> write.place().collection(),
                                        groupingBy(write -> write.place().id())));
        Set<Long> begun = new HashSet<>();
        writes.forEach((collection, ofId) ->
                live.read(
                        collection,
                        ofId.keySet(),
                        document ->
                                Id.ofDocument(document)
                                        .map(id -> ofId.getOrDefault(id, List.of()))
                                        .stream()
                                        .flatMap(List::stream)
                                        .filter(write -> hasHappened(write, document))
                                        .forEach(write -> begun.add(write.place().entry()))));
        return entries.stream().filter(entry -> begun.contains(entry.number())).toList();
    }

    private boolean hasHappened(DocumentWrite write, RawBsonDocument document) {
        return new Settling(names)
                .happened(
                        write.write(),
                        journal.backups(List.of(write.place())),
                        Optional.of(document))
                .isPresent();
    }
}
