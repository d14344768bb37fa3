package dev.reconciler.oracle;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.bson.BsonValue;

/**
 * What a plan must say.
 *
 * @param entries in the order of section 6
 * @param sitesDown ids of the sites that are down for sure once the plan is applied
 * @param incomplete something could not be read
 * @param publishedAfter what each live site publishes once the plan is applied; empty: nothing
 */
public record Expected(
        Totals totals,
        List<Entry> entries,
        SortedSet<BsonValue> sitesDown,
        boolean incomplete,
        SortedMap<BsonValue, Optional<BsonValue>> publishedAfter) {

    /** The text that begins the message of every deploy that was sidelined. */
    public static final String MARK = "deploy-reconciler:";

    /** Counts of {@code plan.json}; deploys of the log count whether live or not. */
    public record Totals(
            int deploys,
            int snapshot,
            int deleted,
            int unvouched,
            int logLinesUnreadable,
            int logConflicts) {}

    /**
     * One line of {@code plan.jsonl}.
     *
     * @param site as the plan leaves it; absent where it cannot be had
     * @param tier a plan of {@link Incident#tiers()}
     * @param damage kinds, sorted by name; only what holds even if all that could not be read is
     *     right
     * @param source {@code live}, {@code snapshot} or {@code pointer-log}
     * @param files sorted by the UTF-8 bytes of their paths, 1,000 at most
     * @param more how many files besides
     * @param published a live site publishes the deploy before the plan
     * @param incomplete an ESCALATE only because something could not be read
     */
    public record Entry(
            BsonValue deploy,
            Optional<BsonValue> site,
            Optional<BsonValue> account,
            String tier,
            List<String> damage,
            Remedy remedy,
            Optional<String> source,
            Optional<String> tree,
            Optional<BsonValue> target,
            Optional<String> commit,
            List<DamagedFile> files,
            int more,
            boolean sidelined,
            boolean published,
            boolean incomplete,
            List<Write> writes) {}

    /** The remedies of section 5. */
    public enum Remedy {
        RESTORE,
        PUBLISH,
        REVERT,
        SUPERSEDED,
        REBUILD,
        ESCALATE
    }

    /**
     * @param problem {@code missing} or {@code corrupt}
     */
    public record DamagedFile(String path, String problem) {}

    /**
     * What is written to one document, in the order of section 6. Only what changes something: a
     * field that is absent or null is not unset, one that has the value already is not set. {@code
     * updated_at} is set by every write and not named. The {@code error_message} of a sidelined
     * deploy is {@link #MARK}: any text that begins so is right, and where the live one begins so
     * already, the write may leave it alone.
     */
    public record Write(
            String collection,
            BsonValue id,
            SortedMap<String, BsonValue> set,
            SortedSet<String> unset) {}
}
