package dev.reconciler.model;

import java.time.Instant;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A site document.
 *
 * @param account of whatever type, unless absent or null
 * @param published what the CDN serves; empty where the site publishes nothing
 * @param locked as it stands: the rule needs the live document and the snapshot's
 * @param updatedAt as it stands, since it is compared before a write
 */
public record Site(
        Id id,
        Optional<BsonValue> account,
        Optional<String> name,
        Optional<Id> published,
        Optional<BsonValue> locked,
        Optional<BsonValue> updatedAt,
        Optional<String> email) {

    /**
     * @throws Undecodable when it is no whole BSON document or has no {@code _id}
     */
    public static Site of(RawBsonDocument raw, Names names) {
        BsonDocument document = Documents.whole(raw);
        return new Site(
                Documents.id(document),
                Documents.present(document, names.of(Names.SiteField.ACCOUNT_ID)),
                Documents.text(document, names.of(Names.SiteField.NAME)),
                Documents.present(document, names.of(Names.SiteField.PUBLISHED_DEPLOY_ID))
                        .map(Id::of),
                Documents.present(document, names.of(Names.SiteField.LOCKED)),
                Documents.present(document, names.of(Names.SiteField.UPDATED_AT)),
                Documents.text(document, names.of(Names.SiteField.NOTIFICATION_EMAIL)));
    }

    /** When the platform last changed the site; empty where that is absent or no date. */
    public Optional<Instant> updated() {
        return updatedAt
                .filter(BsonValue::isDateTime)
                .map(value -> Instant.ofEpochMilli(value.asDateTime().getValue()));
    }

    /**
     * Whether a live site is pinned: unless its {@code locked} is false, or absent here and not
     * true in the snapshot (contract, section 1).
     */
    public boolean isLocked(Optional<Site> snapshot) {
        if (locked.isPresent()) {
            return !isBoolean(locked, false);
        }
        return snapshot.filter(before -> isBoolean(before.locked, true)).isPresent();
    }

    private static boolean isBoolean(Optional<BsonValue> value, boolean expected) {
        return value.filter(BsonValue::isBoolean)
                .filter(v -> v.asBoolean().getValue() == expected)
                .isPresent();
    }
}
