/**
 * Streaming merge of snapshot and live; damage checks that give findings.
 *
 * <ul>
 *   <li>In: five streams in the order of deploy ids.
 *   <li>Out: findings with their evidence; pointers to be proven.
 *   <li>Must not know: stores, remedies, anything that would be a query per deploy.
 *   <li>To add one more of its kind, copy: a damage check, and a line in the list of checks.
 * </ul>
 */
@NullMarked
package dev.reconciler.compare;

import org.jspecify.annotations.NullMarked;
