/**
 * The log of pointers that the platform set, one JSON line each.
 *
 * <ul>
 *   <li>In: a folder of {@code .jsonl} and {@code .jsonl.gz}.
 *   <li>Out: log entries in their order; a line that is no entry is a finding of its own.
 *   <li>Must not know: what the pointers are used for.
 *   <li>To add one more of its kind, copy: its reader, for another log of pointers.
 * </ul>
 */
@NullMarked
package dev.reconciler.source.pointerlog;

import org.jspecify.annotations.NullMarked;
