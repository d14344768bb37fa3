package dev.reconciler.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Names and values of fields (contract, section 1). Null is absent, everywhere. */
final class Fields {
    static final List<String> IDENTITY =
            List.of(
                    "site_id",
                    "account_id",
                    "build_id",
                    "context",
                    "branch",
                    "commit_ref",
                    "created_at");
    static final List<String> REQUIRED_IDENTITY =
            List.of("site_id", "account_id", "context", "created_at");

    /**
     * Lifecycle fields but {@code state}, whose rules are its own, and {@code updated_at}, which
     * every write sets.
     */
    static final List<String> LIFECYCLE =
            List.of("title", "error_message", "published_at", "locked", "required");

    static final List<String> BEFORE_PREPARED =
            List.of("new", "enqueued", "building", "uploading", "uploaded", "preparing");
    static final List<String> WITH_POINTER =
            List.of("prepared", "processing", "processed", "ready");
    static final List<String> FAILED = List.of("error", "rejected");

    private Fields() {}

    static Optional<BsonValue> get(BsonDocument document, String field) {
        return Optional.of(document.get(field, BsonNull.VALUE)).filter(value -> !value.isNull());
    }

    static Optional<BsonValue> get(Optional<BsonDocument> document, String field) {
        return document.flatMap(d -> get(d, field));
    }

    static Optional<String> string(Optional<BsonValue> value) {
        return value.filter(BsonValue::isString).map(v -> v.asString().getValue());
    }

    static Optional<Instant> date(Optional<BsonValue> value) {
        return value.filter(BsonValue::isDateTime)
                .map(v -> Instant.ofEpochMilli(v.asDateTime().getValue()));
    }

    static Optional<String> hexId(Optional<BsonValue> value) {
        return string(value).filter(Fields::isHexId);
    }

    static boolean isHexId(String text) {
        return text.matches("[0-9a-f]{40}|[0-9a-f]{64}");
    }

    /** Whether a plan sidelined the deploy. */
    static boolean isMarked(BsonDocument deploy) {
        return string(get(deploy, "state")).equals(Optional.of("error"))
                && string(get(deploy, "error_message")).orElse("").startsWith(Expected.MARK);
    }
}
