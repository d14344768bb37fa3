package dev.reconciler.plan;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * One compare-and-set on one document (contract, section 6). Field names are the platform's. {@code
 * updated_at} is set by every write and therefore named in {@code set} only where it is damaged
 * itself; then, too, the time of the write is what it gets, and any date is as planned.
 *
 * @param target which collection
 * @param id the document
 * @param set fields and the values they get
 * @param unset fields that are removed
 * @param seen every field that is compared, with the value that the plan saw; empty is absent or
 *     null
 * @param guard what has to hold of other documents just before
 */
public record Write(
        Target target,
        Id id,
        SortedMap<String, BsonValue> set,
        SortedSet<String> unset,
        SortedMap<String, Optional<BsonValue>> seen,
        Optional<Guard> guard) {
    /** Bytes; no id and no pointer that anybody uses has as many. */
    private static final int LONG = 1_000;

    /** The collections that a plan may write to. */
    public enum Target {
        DEPLOY,
        SITE;

        /** What the platform calls the collection. */
        public String collection(Names names) {
            return switch (this) {
                case DEPLOY -> names.deploys();
                case SITE -> names.sites();
            };
        }

        /** What it calls the field with the time of the last write. */
        public String updatedAt(Names names) {
            return switch (this) {
                case DEPLOY -> names.of(DeployField.UPDATED_AT);
                case SITE -> names.of(SiteField.UPDATED_AT);
            };
        }
    }

    /** What has to hold of other documents just before a write. */
    public sealed interface Guard {
        /**
         * The deploy that a site is pointed at, as the plan leaves it.
         *
         * @param state its state; empty is absent
         * @param tree its pointer; empty is absent
         */
        record Target(Id deploy, Optional<BsonValue> state, Optional<BsonValue> tree)
                implements Guard {}

        /**
         * The sites that may publish the deploy that is written; any other one would be taken down
         * by the write.
         */
        record Publishers(Set<Id> sites) implements Guard {
            public Publishers {
                sites = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
            }
        }
    }

    /**
     * @throws IllegalArgumentException when nothing is written, or a field is set and unset, or
     *     written without being compared
     */
    public Write {
        set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
        unset = Collections.unmodifiableSortedSet(new TreeSet<>(unset));
        seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
        if (set.isEmpty() && unset.isEmpty()) {
            throw new IllegalArgumentException("a write that writes nothing: " + id);
        }
        if (!Collections.disjoint(set.keySet(), unset)) {
            throw new IllegalArgumentException("set and unset at once: " + id);
        }
        if (!seen.keySet().containsAll(set.keySet()) || !seen.keySet().containsAll(unset)) {
            throw new IllegalArgumentException("written without being compared: " + id);
        }
        if (guard.filter(some -> isFor(some) != target).isPresent()) {
            throw new IllegalArgumentException("a guard for another kind of document: " + id);
        }
    }

    private static Target isFor(Guard guard) {
        return switch (guard) {
            case Guard.Target pointed -> Target.SITE;
            case Guard.Publishers by -> Target.DEPLOY;
        };
    }

    /** The same fields, but of long values nulls: what it is about, and not what it writes. */
    Write brief() {
        SortedMap<String, BsonValue> fields = new TreeMap<>(set);
        fields.replaceAll((field, value) -> brief(value));
        SortedMap<String, Optional<BsonValue>> before = new TreeMap<>(seen);
        before.replaceAll((field, value) -> value.map(Write::brief));
        return new Write(target, id, fields, unset, before, guard);
    }

    private static BsonValue brief(BsonValue value) {
        return FieldValue.size(value) > LONG ? BsonNull.VALUE : value;
    }

    /** The same write with another guard. */
    public Write guardedBy(Guard other) {
        return new Write(target, id, set, unset, seen, Optional.of(other));
    }

    /**
     * Each written field with the value that it is to have; empty is absent, and so is a null,
     * which only an undo writes: where a null was.
     */
    public Map<String, Optional<BsonValue>> goal() {
        Map<String, Optional<BsonValue>> goal = new TreeMap<>();
        set.forEach((field, value) -> goal.put(field, Optional.of(value).filter(v -> !v.isNull())));
        unset.forEach(field -> goal.put(field, Optional.empty()));
        return goal;
    }
}
