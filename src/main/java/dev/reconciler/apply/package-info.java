/**
 * Backup, compare-and-set writes, undo.
 *
 * <ul>
 *   <li>In: an {@code ApprovedPlan}, entry by entry.
 *   <li>Out: a result per document: applied, already applied, conflict or unknown.
 *   <li>Must not know: how a remedy was chosen; the client of any database.
 *   <li>To add one more of its kind, copy: the leaf {@code apply.mongo}, for another database.
 * </ul>
 */
@NullMarked
package dev.reconciler.apply;

import org.jspecify.annotations.NullMarked;
