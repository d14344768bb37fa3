/**
 * The per-customer view, which every format shows.
 *
 * <ul>
 *   <li>In: entries of one account at a time, with results where there are any.
 *   <li>Out: the files of a plan's folder that people read.
 *   <li>Must not know: how the entries came about; servers.
 *   <li>To add one more of its kind, copy: a leaf such as {@code report.csv}, and a line in the
 *       list in {@code job}.
 * </ul>
 */
@NullMarked
package dev.reconciler.report;

import org.jspecify.annotations.NullMarked;
