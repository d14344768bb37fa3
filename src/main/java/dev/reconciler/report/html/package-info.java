/**
 * The page that support sends on: self-contained, readable on a phone and on paper, no script.
 *
 * <ul>
 *   <li>In: one account's view.
 *   <li>Out: one HTML file, from a template that escapes by itself.
 *   <li>Must not know: the other formats.
 *   <li>To add one more of its kind, copy: its format class and template.
 * </ul>
 */
@NullMarked
package dev.reconciler.report.html;

import org.jspecify.annotations.NullMarked;
