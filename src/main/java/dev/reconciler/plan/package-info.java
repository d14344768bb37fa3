/**
 * Freezes remedies into entries, lints them and digests them.
 *
 * <ul>
 *   <li>In: remedies with the values that were seen.
 *   <li>Out: {@code plan.jsonl} and {@code plan.json}, renamed into place in one move; the plan's
 *       id.
 *   <li>Must not know: how a write is made, who approves.
 *   <li>To add one more of its kind, copy: a lint check, and a line in the list of checks.
 * </ul>
 */
@NullMarked
package dev.reconciler.plan;

import org.jspecify.annotations.NullMarked;
