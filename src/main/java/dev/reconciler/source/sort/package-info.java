/**
 * The external sort: more records than memory holds, in the order of their keys.
 *
 * <ul>
 *   <li>In: records with byte keys, in any order.
 *   <li>Out: one sorted stream, from runs on disk that outlive the process.
 *   <li>Must not know: what the records say.
 *   <li>To add one more of its kind, copy: nothing: there is one sort.
 * </ul>
 */
@NullMarked
package dev.reconciler.source.sort;

import org.jspecify.annotations.NullMarked;
