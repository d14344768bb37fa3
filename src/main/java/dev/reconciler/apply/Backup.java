package dev.reconciler.apply;

import java.time.Instant;
import org.bson.RawBsonDocument;

/**
 * A document as it was before a write, and by what that write can be told again.
 *
 * @param updatedAt what the write sets {@code updated_at} to: whoever finds it there knows that
 *     this write has happened
 */
public record Backup(Place place, RawBsonDocument document, Instant updatedAt) {}
