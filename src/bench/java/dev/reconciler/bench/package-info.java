/**
 * Measures the <i>plan</i> job on invented platforms: {@code ./reconciler bench [DEPLOYS…]}. Every
 * figure is a ratio within one run, or is told with the machine that it was taken on. The platform
 * is a process of its own, so that the measured one has 256 MB.
 */
@NullMarked
package dev.reconciler.bench;

import org.jspecify.annotations.NullMarked;
