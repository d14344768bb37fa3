/**
 * The Spring Batch job <i>undo</i>: from what a plan wrote to a plan that takes it back. Nothing
 * here writes to the platform.
 *
 * <ul>
 *   <li>In: a plan, and the record of its writes in the ledger.
 *   <li>Out: a frozen plan in a folder of its own, to be signed and applied like any other.
 *   <li>Must not know: the command line; how the plan that is taken back was made.
 *   <li>To add one more of its kind, copy: a step of {@link dev.reconciler.job.undo.UndoSteps}.
 * </ul>
 */
@NullMarked
package dev.reconciler.job.undo;

import org.jspecify.annotations.NullMarked;
