/**
 * An invented platform, the incident that befalls it, and the whole job shown on it.
 *
 * <p>In: a seed and a size. Out: documents, files, dumps and logs of a platform before and after a
 * bad write, with the right answer beside them; and {@code reconciler demo}. It must not know how
 * the program decides: {@link dev.reconciler.demo.Stories} says what is right by construction, from
 * the contract alone. To add a case, copy a method of {@link dev.reconciler.demo.Stories} and add
 * it to its list.
 */
@NullMarked
package dev.reconciler.demo;

import org.jspecify.annotations.NullMarked;
