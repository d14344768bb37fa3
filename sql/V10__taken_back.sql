-- Plans that were taken back by another one. Nothing of them is applied from then on. Rows are only ever added.
CREATE TABLE IF NOT EXISTS taken_back (
    plan VARCHAR(64) NOT NULL,
    taken_back_by VARCHAR(64) NOT NULL,
    run BIGINT NOT NULL REFERENCES run (id),
    made_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (plan, taken_back_by)
);
