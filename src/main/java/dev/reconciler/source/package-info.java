/**
 * Ports for everything that is read; one leaf per adapter.
 *
 * <ul>
 *   <li>In: where a source is, and from which key on.
 *   <li>Out: raw documents in key order, trees and blobs, each with the id of its source.
 *   <li>Must not know: what is damaged, what is to be done; any library of an adapter.
 *   <li>To add one more of its kind, copy: a leaf such as {@code source.pointerlog}, run against
 *       the port's contract suite, and a line in the list in {@code job}.
 * </ul>
 */
@NullMarked
package dev.reconciler.source;

import org.jspecify.annotations.NullMarked;
