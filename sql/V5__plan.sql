-- Deploys that have to be decided upon, with all that is known of them. What follows from that is worked out anew by whoever needs it.
CREATE TABLE IF NOT EXISTS finding (
    run BIGINT NOT NULL REFERENCES run (id),
    -- Order-preserving keys, shortened where an id is very long.
    deploy_key BYTEA NOT NULL,
    site_key BYTEA NOT NULL,
    content ${bytes} NOT NULL,
    rechecked BOOLEAN NOT NULL,
    PRIMARY KEY (run, deploy_key)
);

CREATE INDEX IF NOT EXISTS finding_by_site ON finding (run, site_key);

-- Sites that have been decided upon. With why they are down once the plan is applied, where they are.
CREATE TABLE IF NOT EXISTS site_verdict (
    run BIGINT NOT NULL REFERENCES run (id),
    site_key BYTEA NOT NULL,
    site TEXT,
    account_key BYTEA NOT NULL,
    account TEXT,
    tier INTEGER NOT NULL,
    down VARCHAR(40),
    PRIMARY KEY (run, site_key)
);

CREATE INDEX IF NOT EXISTS site_verdict_by_account ON site_verdict (run, tier, account_key);

-- Entries of the plan to be. A line is what plan.jsonl will have; details are for those who ask about one verdict.
CREATE TABLE IF NOT EXISTS entry (
    run BIGINT NOT NULL REFERENCES run (id),
    deploy_key BYTEA NOT NULL,
    place BYTEA NOT NULL,
    target_key BYTEA,
    site_key BYTEA NOT NULL,
    account_key BYTEA NOT NULL,
    account TEXT,
    tier INTEGER NOT NULL,
    line TEXT NOT NULL,
    details TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (run, deploy_key)
);

CREATE INDEX IF NOT EXISTS entry_by_place ON entry (run, place);
CREATE INDEX IF NOT EXISTS entry_by_account ON entry (run, tier, account_key, site_key, place);

-- What a run counted.
CREATE TABLE IF NOT EXISTS tally (
    run BIGINT NOT NULL REFERENCES run (id),
    name VARCHAR(60) NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (run, name)
);

-- How far the steps of a run are, in the same commit as what they have done.
CREATE TABLE IF NOT EXISTS step_position (
    run BIGINT NOT NULL REFERENCES run (id),
    name VARCHAR(60) NOT NULL,
    reached TEXT NOT NULL,
    PRIMARY KEY (run, name)
);

-- What a run could not read, or has to name, for people.
CREATE TABLE IF NOT EXISTS remark (
    run BIGINT NOT NULL REFERENCES run (id),
    kind VARCHAR(40) NOT NULL,
    text VARCHAR(1000) NOT NULL,
    PRIMARY KEY (run, kind, text)
);
