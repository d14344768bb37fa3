package dev.reconciler.apply;

import org.bson.RawBsonDocument;

/** What a document is, just read, to the write that is planned for it. */
sealed interface Look {
    /** It is not there. */
    record Gone() implements Look {}

    /** It is as the write would leave it. */
    record Happened(RawBsonDocument document) implements Look {}

    /** A field is no longer as the plan saw it. */
    record Differs(String field) implements Look {}

    /** It is as the plan saw it, and backed up so. */
    record Ready(Backup backup) implements Look {}
}
