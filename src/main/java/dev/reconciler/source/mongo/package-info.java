/**
 * The live database, and a snapshot in a server.
 *
 * <ul>
 *   <li>In: a MongoDB URI and collection names.
 *   <li>Out: raw documents, by ranges of their order, through our own cursor.
 *   <li>Must not know: damage, remedies; how to write.
 *   <li>To add one more of its kind, copy: its reader, for another database server.
 * </ul>
 */
@NullMarked
package dev.reconciler.source.mongo;

import org.jspecify.annotations.NullMarked;
