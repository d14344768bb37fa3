/**
 * Turns what a plan wrote round: the entries of a plan that takes it back.
 *
 * <ul>
 *   <li>In: entries of a plan, and of each write that took effect the document that it replaced.
 *   <li>Out: entries of another plan, guarded so that no page is taken down that was up before.
 *   <li>Must not know: how a write is made, where backups are kept, who asks.
 *   <li>To add one more of its kind, copy: {@link dev.reconciler.apply.undo.Guarding}, for another
 *       condition on what is put back.
 * </ul>
 */
@NullMarked
package dev.reconciler.apply.undo;

import org.jspecify.annotations.NullMarked;
