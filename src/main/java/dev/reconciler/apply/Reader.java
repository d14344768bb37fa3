package dev.reconciler.apply;

import dev.reconciler.model.Id;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.RawBsonDocument;

/** Reads documents that are to be written, and backs up those that are as the plan saw them. */
record Reader(LiveDatabase live, Journal journal, Clock clock) {

    /** Looks at all of them at once, with one backup. */
    Map<Place, Look> look(List<DocumentWrite> writes) {
        Map<String, Map<Id, RawBsonDocument>> documents = documents(live, writes);
        Map<Place, Look> looks = new LinkedHashMap<>();
        List<Backup> backups = new ArrayList<>();
        for (DocumentWrite write : writes) {
            Place place = write.place();
            Look look = look(write, document(documents, place));
            looks.put(place, look);
            if (look instanceof Look.Ready(Backup backup)) {
                backups.add(backup);
            }
        }
        if (!backups.isEmpty()) {
            journal.backUp(backups);
        }
        return looks;
    }

    /** The documents that are written as they are now, by collection and id. */
    static Map<String, Map<Id, RawBsonDocument>> documents(
            LiveDatabase live, List<DocumentWrite> writes) {
        Map<String, Set<Id>> ids =
                writes.stream()
                        .map(DocumentWrite::place)
                        .collect(
                                Collectors.groupingBy(
                                        Place::collection,
                                        Collectors.mapping(Place::id, Collectors.toSet())));
        Map<String, Map<Id, RawBsonDocument>> documents = new HashMap<>();
        ids.forEach((collection, some) -> documents.put(collection, live.read(collection, some)));
        return documents;
    }

    static Optional<RawBsonDocument> document(
            Map<String, Map<Id, RawBsonDocument>> documents, Place place) {
        return Optional.ofNullable(
                documents.getOrDefault(place.collection(), Map.of()).get(place.id()));
    }

    private Look look(DocumentWrite write, Optional<RawBsonDocument> found) {
        if (found.isEmpty()) {
            return new Look.Gone();
        }
        RawBsonDocument document = found.get();
        if (write.hasHappened(document)) {
            return new Look.Happened(document);
        }
        return write.conflict(document)
                .<Look>map(Look.Differs::new)
                .orElseGet(() ->
                        new Look.Ready(
                                new Backup(
                                        write.place(),
                                        document,
                                        write.nextUpdatedAt(document, clock.instant()))));
    }
}
