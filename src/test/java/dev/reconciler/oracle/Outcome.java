package dev.reconciler.oracle;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.bson.BsonValue;

/**
 * What one world says of one live deploy.
 *
 * @param damage kinds, sorted; also of a deploy that gets no entry
 * @param remedy empty: no entry
 */
record Outcome(
        SortedSet<String> damage,
        Optional<Expected.Remedy> remedy,
        Optional<String> source,
        Optional<String> tree,
        Optional<BsonValue> target,
        Optional<String> commit,
        List<Expected.DamagedFile> files,
        boolean sidelined,
        List<Expected.Write> writes) {

    /** What must not hang on something that could not be read. */
    record Decision(
            Optional<Expected.Remedy> remedy,
            Optional<String> source,
            Optional<String> tree,
            Optional<BsonValue> target,
            Optional<String> commit,
            boolean isAboutPublishing,
            List<Expected.Write> writes) {}

    Decision decision() {
        return new Decision(remedy, source, tree, target, commit, isAboutPublishing(), writes);
    }

    /** PUBLISH, or the ESCALATE in its place. */
    boolean isAboutPublishing() {
        return remedy.isPresent() && damage.isEmpty();
    }
}
