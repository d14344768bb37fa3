/**
 * The view for machines.
 *
 * <ul>
 *   <li>In: one account's view.
 *   <li>Out: one JSON file.
 *   <li>Must not know: the other formats.
 *   <li>To add one more of its kind, copy: its format class.
 * </ul>
 */
@NullMarked
package dev.reconciler.report.json;

import org.jspecify.annotations.NullMarked;
