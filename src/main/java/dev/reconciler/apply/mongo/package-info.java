/**
 * Compare-and-set on MongoDB, acknowledged by a majority.
 *
 * <ul>
 *   <li>In: one document's write and the values the plan saw.
 *   <li>Out: what became of it.
 *   <li>Must not know: plans, approvals, the ledger.
 *   <li>To add one more of its kind, copy: its writer, for another database.
 * </ul>
 */
@NullMarked
package dev.reconciler.apply.mongo;

import org.jspecify.annotations.NullMarked;
