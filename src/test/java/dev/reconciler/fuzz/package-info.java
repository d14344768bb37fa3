/**
 * Bytes that nobody meant, given to the three parsers: dump, tree object, pointer log.
 *
 * <p>In: a byte string, from Jazzer, from the seeds in {@code src/test/resources}, or a mutant of a
 * seed. Out: nothing, or an error: where something else than a finding or a problem came of it,
 * where a message could harm who reads it, or where it took too much memory or time. It must not
 * know what a finding is used for. To fuzz one more parser, copy {@link
 * dev.reconciler.fuzz.TreeFuzzTest}.
 *
 * <p>{@code JAZZER_FUZZ=1 ./mvnw test -Dtest.excluded= -Dtest='TreeFuzzTest#tree'} searches for a
 * minute, guided by coverage, and leaves what it found as a new seed. Without it, the seeds are
 * replayed.
 */
package dev.reconciler.fuzz;
