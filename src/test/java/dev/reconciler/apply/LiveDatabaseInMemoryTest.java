package dev.reconciler.apply;

import java.util.List;
import org.bson.BsonDocument;

class LiveDatabaseInMemoryTest extends LiveDatabaseContract {
    @Override
    protected LiveDatabase holding(List<BsonDocument> deploys) {
        var database = new LiveDatabaseInMemory();
        deploys.forEach(deploy -> database.put(COLLECTION, deploy));
        return database;
    }
}
