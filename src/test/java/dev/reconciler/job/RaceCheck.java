package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.Place;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Write;
import dev.reconciler.storm.History;
import dev.reconciler.storm.History.Change;
import dev.reconciler.storm.History.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Holds what a plan and its apply did, while the platform was at work, to what the server saw.
 *
 * @param planned how many events there had been when the plan was there
 */
record RaceCheck(History history, FrozenPlan plan, Ledger ledger, int planned, String told) {
    private static final String UPDATED_AT = "updated_at";
    private static final Names NAMES = Names.defaults();

    /** A write of the plan, where it stands. */
    private record Planned(Place place, Write write) {
        static Planned of(long entry, int number, Write write) {
            String collection =
                    write.target() == Write.Target.DEPLOY ? NAMES.deploys() : NAMES.sites();
            return new Planned(new Place(entry, number, collection, write.id()), write);
        }

        String key() {
            return place.collection() + " " + place.id().value();
        }

        Map<String, Optional<BsonValue>> compared() {
            Map<String, Optional<BsonValue>> compared = new TreeMap<>(write.seen());
            if (write.target() == Write.Target.DEPLOY) {
                compared.remove(UPDATED_AT);
            }
            return compared;
        }
    }

    /** Returns how many writes of ours took effect. */
    int check() {
        List<Planned> all = writes();
        all.forEach(this::wasSeen);
        Map<Place, String> results = results();
        Set<Place> took = new HashSet<>();
        Map<Id, BsonDocument> read = new HashMap<>();
        for (Event event : history.events()) {
            switch (event) {
                case History.Read some when some.collection().equals(NAMES.deploys()) ->
                        some.documents()
                                .forEach(deploy -> read.put(Id.of(deploy.get("_id")), deploy));
                case History.Read other -> {}
                case Change change when change.byUs() -> {
                    Planned planned = of(all, change);
                    assertThat(took.add(planned.place())).as("once: " + change + told).isTrue();
                    isAsPlanned(planned, change);
                    isBackedUp(planned, change);
                    planned.write().guard().ifPresent(guard -> isFit(guard, read, change));
                }
                case Change platforms -> {}
            }
        }
        results.forEach((place, result) ->
                assertThat(took.contains(place))
                        .as(place + ": " + result + told)
                        .isEqualTo(result.equals("applied")));
        assertThat(results.keySet()).as(told).containsAll(took);
        return took.size();
    }

    private List<Planned> writes() {
        List<Planned> all = new ArrayList<>();
        try (Stream<Entry> entries = plan.entries()) {
            long number = 0;
            for (Entry entry : entries.toList()) {
                number++;
                for (int i = 0; i < entry.writes().size(); i++) {
                    all.add(Planned.of(number, i, entry.writes().get(i)));
                }
            }
        }
        return all;
    }

    /** What the plan saw was so at one moment, before the plan was there. */
    private void wasSeen(Planned write) {
        Stream<BsonDocument> versions =
                Stream.concat(
                        Stream.ofNullable(history.beginning().get(write.key())),
                        history.events().stream()
                                .limit(planned)
                                .filter(Change.class::isInstance)
                                .map(Change.class::cast)
                                .filter(change -> change.key().equals(write.key()))
                                .flatMap(change -> change.after().stream()));
        assertThat(versions.anyMatch(version -> isAs(write.write().seen(), version)))
                .as("the plan saw what was there: " + write + told)
                .isTrue();
    }

    private static boolean isAs(Map<String, Optional<BsonValue>> fields, BsonDocument document) {
        return fields.entrySet().stream()
                .allMatch(field ->
                        FieldValue.same(field.getValue(), FieldValue.of(document, field.getKey())));
    }

    private Planned of(List<Planned> all, Change change) {
        return all.stream()
                .filter(planned -> planned.key().equals(change.key()))
                .filter(planned -> isSettingThat(planned, change))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no plan says so: " + change + told));
    }

    private static boolean isSettingThat(Planned planned, Change change) {
        Set<String> unset = change.update().getDocument("$unset", new BsonDocument()).keySet();
        return besidesTime(change.update().getDocument("$set"))
                        .equals(besidesTime(planned.write().set()))
                && unset.equals(planned.write().unset());
    }

    private static Map<String, BsonValue> besidesTime(Map<String, BsonValue> set) {
        Map<String, BsonValue> besides = new TreeMap<>(set);
        besides.remove(UPDATED_AT);
        return besides;
    }

    /** Nothing of the platform's was lost: what we wrote over was what the plan had seen. */
    private void isAsPlanned(Planned planned, Change change) {
        assertThat(isAs(planned.compared(), change.before().orElseThrow()))
                .as("it was as the plan saw it: " + planned + " " + change + told)
                .isTrue();
    }

    private void isBackedUp(Planned planned, Change change) {
        List<Backup> backups = ledger.journal(1, plan.id()).backups(List.of(planned.place()));
        assertThat(backups)
                .as("it is in the backup: " + change + told)
                .anyMatch(backup -> backup.document().equals(change.before().orElseThrow()));
    }

    private void isFit(Write.Guard guard, Map<Id, BsonDocument> read, Change change) {
        if (guard instanceof Write.Guard.Target target) {
            BsonDocument deploy = read.getOrDefault(target.deploy(), new BsonDocument());
            boolean fits =
                    isAs(
                            Map.of(
                                    NAMES.of(DeployField.STATE), target.state(),
                                    NAMES.of(DeployField.TREE_ID), target.tree()),
                            deploy);
            assertThat(fits).as("read as the plan leaves it: " + deploy + change + told).isTrue();
        }
    }

    private Map<Place, String> results() {
        Map<Place, String> results = new HashMap<>();
        Map<String, Place> places = new HashMap<>();
        writes().forEach(planned ->
                places.put(
                        planned.place().entry() + " " + planned.place().write(), planned.place()));
        ledger.jdbc()
                .sql("SELECT entry, write_number, result FROM write_result WHERE plan = ?")
                .param(plan.id())
                .query(row -> {
                    Place place = places.get(row.getLong(1) + " " + row.getLong(2));
                    results.put(place, row.getString(3));
                });
        return results;
    }
}
