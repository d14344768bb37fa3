package dev.reconciler.demo;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What is right for one deploy.
 *
 * @param deploy its {@code _id}
 * @param entry what {@code plan.jsonl} must say of it, without {@code tier}, {@code reason} and
 *     {@code writes}; what does not apply is left out, and ids are texts
 * @param after fields as they must be once the plan is applied, null is unset; empty where the
 *     deploy must not be written. An {@code error_message} that begins with the program's mark
 *     stands for any text that begins so
 */
public record Known(BsonValue deploy, BsonDocument entry, Optional<BsonDocument> after) {

    /** How the message begins of a deploy that a plan set aside. */
    public static final String MARK = "deploy-reconciler:";
}
