package dev.reconciler.apply.undo;

import dev.reconciler.model.Id;
import java.util.Optional;
import java.util.Set;
import org.bson.RawBsonDocument;

/** The platform as it is while an undo is planned. */
public interface Platform {

    /** The live deploy of that id. */
    Optional<RawBsonDocument> deploy(Id id);

    /** The sites that publish the deploy. */
    Set<Id> publishers(Id deploy);
}
