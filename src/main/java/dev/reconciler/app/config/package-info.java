/**
 * The configuration file and the environment, read and validated as a whole.
 *
 * <ul>
 *   <li>In: a YAML file and environment variables.
 *   <li>Out: {@link dev.reconciler.job.Settings}, or one problem that names every error.
 *   <li>Must not know: what the settings are used for; nothing is connected to here. Spring's
 *       binder is not used: it stops at the first wrong value and names neither the line nor the
 *       nearest key.
 *   <li>To add one more of its kind, copy: a key in {@code Shape}, and the line in {@code
 *       Configuration} that reads it.
 * </ul>
 */
@NullMarked
package dev.reconciler.app.config;

import org.jspecify.annotations.NullMarked;
