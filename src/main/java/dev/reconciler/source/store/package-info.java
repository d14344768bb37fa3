/**
 * The store of trees and blobs: any S3 endpoint, or a mounted folder.
 *
 * <ul>
 *   <li>In: an endpoint or a folder, and digests.
 *   <li>Out: tree objects, and whether a file's bytes are right; missing and unread are answers.
 *   <li>Must not know: what a tree means, which deploy wants it.
 *   <li>To add one more of its kind, copy: the folder's adapter, for another store.
 * </ul>
 */
@NullMarked
package dev.reconciler.source.store;

import org.jspecify.annotations.NullMarked;
