/**
 * Sign-off bound to a plan's digest.
 *
 * <ul>
 *   <li>In: a plan's folder, signatures, {@code allowed_signers}.
 *   <li>Out: an {@code ApprovedPlan}, or who is still missing; nothing else makes one.
 *   <li>Must not know: the live database, configuration.
 *   <li>To add one more of its kind, copy: nothing: there is one way to approve.
 * </ul>
 */
@NullMarked
package dev.reconciler.approve;

import org.jspecify.annotations.NullMarked;
