/**
 * All Spring Batch wiring: the jobs <i>plan</i> and <i>apply</i>, and what retries.
 *
 * <ul>
 *   <li>In: the configuration, validated.
 *   <li>Out: a finished, failed or resumable run.
 *   <li>Must not know: rules; they are pure functions of the packages above.
 *   <li>To add one more of its kind, copy: a step's configuration class, and a line in its job.
 * </ul>
 */
@NullMarked
package dev.reconciler.job;

import org.jspecify.annotations.NullMarked;
