/**
 * The view for spreadsheets, which opens safely in one.
 *
 * <ul>
 *   <li>In: one account's view, or rows of a list.
 *   <li>Out: one CSV file.
 *   <li>Must not know: the other formats.
 *   <li>To add one more of its kind, copy: its format class.
 * </ul>
 */
@NullMarked
package dev.reconciler.report.csv;

import org.jspecify.annotations.NullMarked;
