-- Trees that people named for deploys, by the plan that gives them. Once that was applied, they are what the platform has to have.
CREATE TABLE IF NOT EXISTS decided_tree (
    plan VARCHAR(64) NOT NULL,
    deploy_key BYTEA NOT NULL,
    tree VARCHAR(64) NOT NULL,
    PRIMARY KEY (plan, deploy_key, tree)
);
