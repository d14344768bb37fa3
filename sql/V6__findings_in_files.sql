-- Findings are kept with the rows of the run's sorted file, in the order in which sites are decided upon.
DROP TABLE IF EXISTS finding;
