package dev.reconciler.demo;

import dev.reconciler.model.Id;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Collects the right answer, site by site. */
final class TruthBuilder {
    private final SortedMap<Id, BsonDocument> entries = new TreeMap<>();
    private final SortedMap<Id, BsonDocument> deploysAfter = new TreeMap<>();
    private final SortedMap<Id, BsonValue> sitesAfter = new TreeMap<>();
    private final SortedSet<Id> sitesDown = new TreeSet<>();
    private final SortedSet<Id> customers = new TreeSet<>();
    private final Map<String, Integer> totals = new TreeMap<>();

    TruthBuilder() {
        count("log_lines_unreadable", false);
    }

    /** The answer to no incident at all. */
    static Truth nothing() {
        return new TruthBuilder().build();
    }

    void add(SiteHistory site) {
        Id id = Id.of(site.id());
        sitesAfter.put(id, site.after());
        if (site.isDown()) {
            sitesDown.add(id);
        }
        site.deploys().forEach(this::count);
        site.known().forEach(this::add);
    }

    private void count(DeployCase deploy) {
        count("deploys", deploy.live().isPresent());
        count("snapshot", deploy.snapshot().isPresent());
        count("deleted", deploy.isDeleted());
        count("unvouched", deploy.isUnvouched());
        count("log_conflicts", deploy.isContradicted());
    }

    private void count(String name, boolean one) {
        totals.merge(name, one ? 1 : 0, Integer::sum);
    }

    private void add(Known known) {
        Id id = Id.of(known.deploy());
        entries.put(id, known.entry());
        known.after().ifPresent(fields -> deploysAfter.put(id, fields));
        if (known.entry().containsKey("account")) {
            customers.add(Id.parse(known.entry().getString("account").getValue()));
        }
    }

    Truth build() {
        return new Truth(entries, deploysAfter, sitesAfter, sitesDown, customers, totals);
    }
}
