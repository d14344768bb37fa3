/**
 * The command line: parse, call, print.
 *
 * <ul>
 *   <li>In: arguments, the configuration file.
 *   <li>Out: lines for people, or JSON for machines; the exit status.
 *   <li>Must not know: Spring Batch, rules, SQL.
 *   <li>To add one more of its kind, copy: a command class, and a line in the list of commands.
 * </ul>
 */
@NullMarked
package dev.reconciler.app.cli;

import org.jspecify.annotations.NullMarked;
