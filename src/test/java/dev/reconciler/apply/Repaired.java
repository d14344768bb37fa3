package dev.reconciler.apply;

import dev.reconciler.apply.undo.Effect;
import dev.reconciler.apply.undo.Guarding;
import dev.reconciler.apply.undo.Platform;
import dev.reconciler.apply.undo.Published;
import dev.reconciler.apply.undo.Reversal;
import dev.reconciler.apply.undo.ReverseOrder;
import dev.reconciler.approve.ApprovedPlan;
import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.oracle.Incident;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Lint;
import dev.reconciler.plan.Write;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * An incident's platform in memory, to which plans are applied and from which they are taken back.
 */
final class Repaired {
    private static final Names NAMES = Names.defaults();
    private static final int CHUNK = 7;

    final LiveDatabaseInMemory live = new LiveDatabaseInMemory();
    private final ApprovedPlan approved;
    private final Map<String, Set<Id>> documents = new TreeMap<>();
    private Instant now;

    /** A plan that was applied. */
    record Done(List<Entry> entries, JournalInMemory journal, List<EntryOutcome> outcomes) {

        /** What of it was left alone. */
        List<Entry> leftAlone() {
            return outcomes.stream()
                    .filter(outcome -> !outcome.holds())
                    .map(outcome -> entries.get((int) outcome.entry() - 1))
                    .toList();
        }
    }

    /**
     * @param approved any plan with the usual names
     */
    Repaired(ApprovedPlan approved, Incident incident) {
        this.approved = approved;
        this.now = incident.now();
        load(NAMES.deploys(), incident.live().deploys());
        load(NAMES.sites(), incident.live().sites());
    }

    private void load(String collection, List<BsonDocument> some) {
        Set<Id> ids = documents.computeIfAbsent(collection, name -> new HashSet<>());
        for (BsonDocument document : some) {
            live.put(collection, document);
            ids.add(Id.ofDocument(document).orElseThrow());
        }
    }

    Done apply(List<Entry> entries) {
        now = now.plusSeconds(1);
        JournalInMemory journal = new JournalInMemory();
        Applier applier =
                new Applier(
                        approved, live, journal, Clock.fixed(now, ZoneOffset.UTC), failed -> {});
        List<Numbered> numbered = new ArrayList<>();
        entries.forEach(entry -> numbered.add(new Numbered(numbered.size() + 1L, entry)));
        List<EntryOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < numbered.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, numbered.size());
            journal.begin();
            outcomes.addAll(applier.apply(numbered.subList(from, to)));
            journal.commit();
        }
        return new Done(entries, journal, outcomes);
    }

    /** The plan that takes it back, as it would be made now. */
    List<Entry> undo(Done done) {
        Reversal reversal = new Reversal(NAMES, "0123456789abcdef");
        ReverseOrder order = new ReverseOrder(NAMES);
        Map<byte[], Entry> turned = new TreeMap<>(Arrays::compareUnsigned);
        Set<Id> pointedAt = new HashSet<>();
        for (int i = 0; i < done.entries().size(); i++) {
            long number = i + 1L;
            Entry entry = done.entries().get(i);
            reversal.of(entry, effects(done, number, entry))
                    .ifPresent(back -> {
                        turned.put(order.place(number, back), back);
                        pointedAt.addAll(Published.after(NAMES, back));
                    });
        }
        Guarding guarding = new Guarding(NAMES, pointedAt);
        List<Entry> undo =
                turned.values().stream().map(entry -> guarding.guard(entry, platform())).toList();
        Lint.check(undo::forEach);
        return undo;
    }

    private static List<Effect> effects(Done done, long number, Entry entry) {
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < entry.writes().size(); i++) {
            Write write = entry.writes().get(i);
            Place place = DocumentWrite.of(NAMES, number, i, write).place();
            if (done.journal().results.get(place) instanceof WriteResult.Applied applied) {
                List<Backup> backups = done.journal().backups(List.of(place));
                effects.add(Effect.of(write, applied.updatedAt(), backups));
            }
        }
        return effects;
    }

    private Platform platform() {
        return new Platform() {
            @Override
            public Optional<BsonDocument> deploy(Id id) {
                return live.read(NAMES.deploys(), id).map(BsonDocument.class::cast);
            }

            @Override
            public Set<Id> publishers(Id deploy) {
                return live.having(NAMES.sites(), "published_deploy_id", Set.of(deploy))
                        .getOrDefault(deploy, Set.of());
            }
        };
    }

    /** Every document that is left, but for when it was updated. */
    Map<String, BsonDocument> picture() {
        Map<String, BsonDocument> picture = new TreeMap<>();
        documents.forEach((collection, ids) ->
                live.read(
                        collection,
                        ids,
                        raw -> {
                            BsonDocument document = raw.decode(new BsonDocumentCodec());
                            document.remove("updated_at");
                            Id id = Id.ofDocument(raw).orElseThrow();
                            picture.put(collection + " " + id, document);
                        }));
        return picture;
    }

    /** Ids of a collection, in their order. */
    List<Id> ids(String collection) {
        return documents.getOrDefault(collection, Set.of()).stream().sorted().toList();
    }
}
