-- What stands in options now. A step of its own, since H2 commits each statement: what was begun and killed is begun again.
ALTER TABLE run DROP COLUMN IF EXISTS folder;
ALTER TABLE run DROP COLUMN IF EXISTS expected_entries;
ALTER TABLE run DROP COLUMN IF EXISTS late_snapshot;
ALTER TABLE run DROP COLUMN IF EXISTS incomplete;
