/**
 * Proves that a candidate's tree and files are there and intact.
 *
 * <ul>
 *   <li>In: digests to be proven, sorted, each once.
 *   <li>Out: proofs: what was checked, when, how, and with which answer.
 *   <li>Must not know: which deploy wants the tree, and what becomes of it.
 *   <li>To add one more of its kind, copy: nothing: only this package makes a tree's proof.
 * </ul>
 */
@NullMarked
package dev.reconciler.verify;

import org.jspecify.annotations.NullMarked;
