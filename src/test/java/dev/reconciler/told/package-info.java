/**
 * Incidents told in a few words, and what is expected of their plans.
 *
 * <ul>
 *   <li>In: the values that matter to a sentence; all else is filled in.
 *   <li>Out: an {@link dev.reconciler.oracle.Incident}, planned by the program, and assertions in
 *       the contract's words. What is told is held against the oracle, too.
 *   <li>Must not know: how a rule comes to its answer.
 *   <li>To add one more of its kind, copy: a trait, in {@link dev.reconciler.told.Traits}.
 * </ul>
 */
@NullMarked
package dev.reconciler.told;

import org.jspecify.annotations.NullMarked;
