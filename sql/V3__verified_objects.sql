-- What a run found out about the store. Each distinct object has one row, however many deploys share it.

-- Trees that somebody wants to be proven.
CREATE TABLE IF NOT EXISTS tree_root (
    run BIGINT NOT NULL REFERENCES run (id),
    id VARCHAR(64) NOT NULL,
    proven BOOLEAN NOT NULL,
    PRIMARY KEY (run, id)
);

CREATE INDEX IF NOT EXISTS tree_root_left ON tree_root (run, proven, id);

-- Tree objects. 'pending': not checked yet; 'retry': could not be read, and is tried once more at the end.
CREATE TABLE IF NOT EXISTS tree_object (
    run BIGINT NOT NULL REFERENCES run (id),
    id VARCHAR(64) NOT NULL,
    -- Below the root that led here first; a root is on level 1.
    level SMALLINT NOT NULL,
    state VARCHAR(7) NOT NULL CHECK (state IN ('pending', 'retry', 'listed', 'missing', 'corrupt', 'unread')),
    why VARCHAR(1000),
    checked_at TIMESTAMP(6) WITH TIME ZONE,
    -- What follows for the tree with all below it; null until all of that was checked.
    height SMALLINT,
    missing BOOLEAN,
    corrupt BOOLEAN,
    unread BOOLEAN,
    files BIGINT,
    missing_files BIGINT,
    corrupt_files BIGINT,
    unread_files BIGINT,
    since TIMESTAMP(6) WITH TIME ZONE,
    PRIMARY KEY (run, id)
);

CREATE INDEX IF NOT EXISTS tree_object_left ON tree_object (run, state, level, id);

-- The entries of listed trees, in parts that both databases take.
CREATE TABLE IF NOT EXISTS tree_part (
    run BIGINT NOT NULL REFERENCES run (id),
    id VARCHAR(64) NOT NULL,
    part INTEGER NOT NULL,
    entries BYTEA NOT NULL,
    PRIMARY KEY (run, id, part)
);

-- Files. A wrong size is for each entry of a tree to find.
CREATE TABLE IF NOT EXISTS blob_object (
    run BIGINT NOT NULL REFERENCES run (id),
    id VARCHAR(64) NOT NULL,
    state VARCHAR(7) NOT NULL CHECK (state IN ('pending', 'retry', 'present', 'missing', 'corrupt', 'unread')),
    size BIGINT,
    why VARCHAR(1000),
    checked_at TIMESTAMP(6) WITH TIME ZONE,
    PRIMARY KEY (run, id)
);

CREATE INDEX IF NOT EXISTS blob_object_left ON blob_object (run, state, id);
