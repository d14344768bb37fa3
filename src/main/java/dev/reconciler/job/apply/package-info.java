/**
 * The <i>apply</i> job: from a frozen, approved plan to a platform that was read again.
 *
 * <ul>
 *   <li>In: a plan's folder, the live database, the ledger.
 *   <li>Out: writes, each with its backup and its result; confirmations; reports.
 *   <li>Must not know: how a plan came about, what a terminal looks like.
 *   <li>To add a step: copy {@code ConfirmStep}, and name it in {@code ApplyJob}.
 * </ul>
 */
@NullMarked
package dev.reconciler.job.apply;

import org.jspecify.annotations.NullMarked;
