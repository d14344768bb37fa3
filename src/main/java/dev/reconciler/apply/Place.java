package dev.reconciler.apply;

import dev.reconciler.model.Id;

/**
 * Which write of a plan, and of which document.
 *
 * @param entry its entry's number, from 1
 * @param write its number in the entry, from 0
 * @param collection where the document is
 */
public record Place(long entry, int write, String collection, Id id) {}
