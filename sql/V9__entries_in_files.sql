-- Entries are kept in the run's sorted file, in the order of application, until the plan is frozen.
DROP TABLE IF EXISTS entry;
-- Sites that are down are read once, all of them.
DROP INDEX IF EXISTS site_verdict_by_account;
