/**
 * What is kept in SQL: proofs, verdicts, backup, the write journal, the run's lock.
 *
 * <ul>
 *   <li>In: rows of a run, in chunks.
 *   <li>Out: the same rows, in key order, after any restart.
 *   <li>Must not know: what the rows lead to.
 *   <li>To add one more of its kind, copy: one table's class, with its migration in {@code sql/},
 *       which has to bear being run again: H2 commits each table on its own.
 * </ul>
 */
@NullMarked
package dev.reconciler.job.ledger;

import org.jspecify.annotations.NullMarked;
