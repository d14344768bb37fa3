/**
 * The <i>plan</i> job: from snapshot and live data to a frozen plan. Nothing here writes to the
 * platform. What a chunk leaves behind in bulk, rows with their findings and entries, is a sorted
 * file in the order in which it is read next; the ledger has what is looked up, and how far it
 * went.
 *
 * <ul>
 *   <li>In: settings, the open sources, the ledger.
 *   <li>Out: a plan's folder, and what its reports need.
 *   <li>Must not know: how anything is written, who approves, what a terminal looks like.
 *   <li>To add a step: copy {@code RecheckStep}, and name it in {@code PlanJob}.
 * </ul>
 */
@NullMarked
package dev.reconciler.job.plan;

import org.jspecify.annotations.NullMarked;
