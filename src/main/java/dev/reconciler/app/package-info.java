/**
 * The program: chooses what is to be started and gives the exit status.
 *
 * <ul>
 *   <li>In: arguments and environment.
 *   <li>Out: an exit status.
 *   <li>Must not know: rules, SQL, the format of any file.
 *   <li>To add one more of its kind, copy: nothing: there is one program.
 * </ul>
 */
@NullMarked
package dev.reconciler.app;

import org.jspecify.annotations.NullMarked;
