package dev.reconciler.apply.undo;

import dev.reconciler.model.Id;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;

/** The platform as it is while an undo is planned. */
public interface Platform {

    /** Of the live deploy of that id what a site rests on: its state and its pointer. */
    Optional<BsonDocument> deploy(Id id);

    /** The sites that publish the deploy. */
    Set<Id> publishers(Id deploy);
}
