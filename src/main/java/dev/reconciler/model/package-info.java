/**
 * Values of the platform, and the one order over {@code _id}s.
 *
 * <ul>
 *   <li>In: raw BSON and the words of the contract.
 *   <li>Out: records that refuse bad values; the order-preserving key of an id; {@code Problem}.
 *   <li>Must not know: servers, files, jobs, Spring.
 *   <li>To add one more of its kind, copy: a record such as {@code Problem}.
 * </ul>
 */
@NullMarked
package dev.reconciler.model;

import org.jspecify.annotations.NullMarked;
