package dev.reconciler.verify;

/** Proof that a tree is readable, and every file in it there with the right size and digest. */
public sealed interface IntactTree extends ReadableTree permits ProvenIntact {}
