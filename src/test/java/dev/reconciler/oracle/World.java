package dev.reconciler.oracle;

import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * One way in which everything that could not be read may have been.
 *
 * @param answers of each key of the store that could not be read
 * @param unseen a document or entry that a source may have held where it was not read
 */
record World(Map<String, Store.Answer> answers, Optional<Unseen> unseen) {

    /**
     * What the snapshot's deploys, its builds, or the log may have held of one deploy.
     *
     * @param ofIdentity it tells of the deploy's identity, which counts for the deploy alone: what
     *     it would mean to others of another site is left out
     */
    record Unseen(
            BsonValue deploy,
            Optional<BsonDocument> snapshot,
            Optional<BsonDocument> build,
            Optional<PointerLog.Entry> logged,
            boolean ofIdentity) {}

    /** Whether what this world says of a deploy counts. */
    boolean tellsOf(BsonValue deploy) {
        return unseen.isEmpty()
                || !unseen.get().ofIdentity()
                || BsonOrder.same(unseen.get().deploy(), deploy);
    }

    Optional<BsonDocument> snapshotOf(BsonValue deploy) {
        return unseen.filter(u -> BsonOrder.same(u.deploy(), deploy)).flatMap(Unseen::snapshot);
    }

    Optional<BsonDocument> buildOf(BsonValue deploy) {
        return unseen.filter(u -> BsonOrder.same(u.deploy(), deploy)).flatMap(Unseen::build);
    }

    Optional<PointerLog.Entry> loggedOf(BsonValue deploy) {
        return unseen.filter(u -> BsonOrder.same(u.deploy(), deploy)).flatMap(Unseen::logged);
    }
}
