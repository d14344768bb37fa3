/**
 * A snapshot in a folder as {@code mongodump} leaves it, plain or gzipped; and such a folder of our
 * own backups, for {@code mongorestore}.
 *
 * <ul>
 *   <li>In: files of concatenated BSON documents in natural order.
 *   <li>Out: raw documents with their place in the file, or the place where the file breaks.
 *   <li>Must not know: the order over ids, which is the sort's business; the live database.
 *   <li>To add one more of its kind, copy: its reader, for another format of dump.
 * </ul>
 */
@NullMarked
package dev.reconciler.source.dump;

import org.jspecify.annotations.NullMarked;
