package dev.reconciler.apply;

import dev.reconciler.model.Id;
import dev.reconciler.model.Portion;
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

    /**
     * Looks at all of them at once, with one backup; left out are those whose documents are too
     * large to be in memory with the others.
     */
    Map<Place, Look> look(List<DocumentWrite> writes) {
        Map<String, Map<Id, Optional<RawBsonDocument>>> documents = documents(writes);
        Map<Place, Look> looks = new LinkedHashMap<>();
        List<Backup> backups = new ArrayList<>();
        for (DocumentWrite write : writes) {
            look(write, documents)
                    .ifPresent(look -> {
                        looks.put(write.place(), look);
                        if (look instanceof Look.Ready(Backup backup)) {
                            backups.add(backup);
                        }
                    });
        }
        if (!backups.isEmpty()) {
            journal.backUp(backups);
        }
        return looks;
    }

    /** Looks at one, with a backup of its own. */
    Look look(DocumentWrite write) {
        return Optional.ofNullable(look(List.of(write)).get(write.place())).orElseThrow();
    }

    /** What is there as it is now, by collection and id; empty where it is too much. */
    private Map<String, Map<Id, Optional<RawBsonDocument>>> documents(List<DocumentWrite> writes) {
        Map<String, Map<Id, Optional<RawBsonDocument>>> documents = new HashMap<>();
        Portion portion = new Portion(Integer.MAX_VALUE);
        ids(writes)
                .forEach((collection, ids) -> {
                    Map<Id, Optional<RawBsonDocument>> found = new HashMap<>();
                    documents.put(collection, found);
                    live.read(
                            collection,
                            ids,
                            document ->
                                    found.put(
                                            Id.ofDocument(document).orElseThrow(),
                                            Optional.of(document)
                                                    .filter(some -> fits(some, portion))));
                });
        return documents;
    }

    private static boolean fits(RawBsonDocument document, Portion portion) {
        boolean fits = !portion.isFull();
        portion.add(document.getByteBuffer().remaining());
        return fits;
    }

    /** The documents that are written, by collection. */
    static Map<String, Set<Id>> ids(List<DocumentWrite> writes) {
        return writes.stream()
                .map(DocumentWrite::place)
                .collect(
                        Collectors.groupingBy(
                                Place::collection,
                                Collectors.mapping(Place::id, Collectors.toSet())));
    }

    private Optional<Look> look(
            DocumentWrite write, Map<String, Map<Id, Optional<RawBsonDocument>>> documents) {
        Place place = write.place();
        Optional<RawBsonDocument> found =
                documents.getOrDefault(place.collection(), Map.of()).get(place.id());
        if (found == null) {
            return Optional.of(new Look.Gone());
        }
        return found.map(document -> look(write, document));
    }

    private Look look(DocumentWrite write, RawBsonDocument document) {
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
