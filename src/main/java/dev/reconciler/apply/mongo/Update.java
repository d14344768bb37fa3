package dev.reconciler.apply.mongo;

import dev.reconciler.apply.Change;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** The update document of a change. Fields that it does not name are never touched. */
final class Update {
    private Update() {}

    static BsonDocument of(Change change) {
        BsonDocument update = new BsonDocument();
        if (!change.set().isEmpty()) {
            BsonDocument set = new BsonDocument();
            change.set().forEach(set::append);
            update.append("$set", set);
        }
        if (!change.unset().isEmpty()) {
            BsonDocument unset = new BsonDocument();
            change.unset().forEach(field -> unset.append(field, new BsonString("")));
            update.append("$unset", unset);
        }
        return update;
    }
}
