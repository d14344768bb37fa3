package dev.reconciler.model;

import java.time.Instant;
import java.util.Optional;
import org.bson.BsonValue;

/**
 * The first entry of a deploy in the pointer log. A pointer is written once, so later entries are
 * no evidence (contract, section 3).
 *
 * @param at when the pointer was set
 * @param site of whatever type
 * @param tree the pointer, where the entry has a hex id
 */
public record LogEntry(Instant at, Id deploy, Optional<BsonValue> site, Optional<TreeId> tree) {}
