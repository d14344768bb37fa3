package dev.reconciler.model;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * An account document.
 *
 * @param plan maps to a service tier; an unknown or missing one is the lowest (contract, section 1)
 */
public record Account(Id id, Optional<String> name, Optional<String> plan, Optional<String> email) {

    /**
     * @throws Undecodable when it is no whole BSON document or has no {@code _id}
     */
    public static Account of(RawBsonDocument raw, Names names) {
        BsonDocument document = Documents.whole(raw);
        return new Account(
                Documents.id(document),
                Documents.text(document, names.of(Names.AccountField.NAME)),
                Documents.text(document, names.of(Names.AccountField.PLAN)),
                Documents.text(document, names.of(Names.AccountField.BILLING_EMAIL)));
    }
}
