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

    /** What the snapshot, or else the log, may have held of one deploy. */
    record Unseen(
            BsonValue deploy, Optional<BsonDocument> snapshot, Optional<PointerLog.Entry> logged) {}

    Optional<BsonDocument> snapshotOf(BsonValue deploy) {
        return unseen.filter(u -> BsonOrder.same(u.deploy(), deploy)).flatMap(Unseen::snapshot);
    }

    Optional<PointerLog.Entry> loggedOf(BsonValue deploy) {
        return unseen.filter(u -> BsonOrder.same(u.deploy(), deploy)).flatMap(Unseen::logged);
    }
}
