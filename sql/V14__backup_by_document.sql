-- Whether an updated_at is ours is asked of the backups: a write that took effect has one, also where no result was recorded any more.
CREATE INDEX IF NOT EXISTS backup_by_document ON backup (collection, document_key, updated_at);
