/**
 * All Spring Batch wiring: the jobs <i>plan</i> and <i>apply</i>, and what retries.
 *
 * <ul>
 *   <li>In: the configuration, validated.
 *   <li>Out: a finished, failed or resumable run. Each start has a plain Spring context of its own
 *       ({@code Execution}), made of beans that are named here: Boot's automatic configuration
 *       would bring a second shutdown hook, and a second opinion on where the database is.
 *   <li>Must not know: rules; they are pure functions of the packages above.
 *   <li>To add one more of its kind, copy: a step's configuration class, and a line in its job.
 * </ul>
 */
@NullMarked
package dev.reconciler.job;

import org.jspecify.annotations.NullMarked;
