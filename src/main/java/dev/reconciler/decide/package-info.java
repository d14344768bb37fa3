/**
 * Pure rules: a finding and its evidence become a remedy.
 *
 * <ul>
 *   <li>In: one site's deploys newest first, findings, proofs; what people decided about those that
 *       the rules leave to them.
 *   <li>Out: a remedy and its reason for each; or the next tree to prove.
 *   <li>Must not know: servers, files, time; everything it needs is told to it.
 *   <li>To add one more of its kind, copy: a rule, and a line in the list of rules, in the
 *       contract's order.
 * </ul>
 */
@NullMarked
package dev.reconciler.decide;

import org.jspecify.annotations.NullMarked;
