package dev.reconciler.apply;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import java.util.List;
import java.util.Map;
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
        Map<String, Map<Id, RawBsonDocument>> documents =
                Reader.documents(
                        live,
                        entries.stream()
                                .flatMap(entry -> DocumentWrite.of(names, entry).stream())
                                .toList());
        return entries.stream().filter(entry -> isBegun(entry, documents)).toList();
    }

    private boolean isBegun(Numbered entry, Map<String, Map<Id, RawBsonDocument>> documents) {
        Settling settling = new Settling(names);
        return DocumentWrite.of(names, entry).stream()
                .anyMatch(write ->
                        settling.happened(
                                        write.write(),
                                        journal.backups(List.of(write.place())),
                                        Reader.document(documents, write.place()))
                                .isPresent());
    }
}
