/**
 * Reads live state again and trusts no record of its own.
 *
 * <ul>
 *   <li>In: written entries.
 *   <li>Out: confirmed or not, per entry, and why not.
 *   <li>Must not know: the write journal, and what apply believes.
 *   <li>To add one more of its kind, copy: nothing: there is one way to confirm.
 * </ul>
 */
@NullMarked
package dev.reconciler.confirm;

import org.jspecify.annotations.NullMarked;
