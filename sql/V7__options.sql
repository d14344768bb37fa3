-- What a run was asked for, whatever its job: the job's own options, as one JSON object.
ALTER TABLE run ADD COLUMN IF NOT EXISTS options TEXT;

UPDATE run SET options = CASE job
    WHEN 'apply' THEN
        '{"folder":"' || REPLACE(REPLACE(folder, '\', '\\'), '"', '\"') || '"'
        || CASE WHEN expected_entries IS NULL THEN '' ELSE ',"expected":' || CAST(expected_entries AS VARCHAR(20)) END || '}'
    ELSE
        '{"lateSnapshot":' || CASE WHEN late_snapshot THEN 'true' ELSE 'false' END
        || ',"incomplete":' || CASE WHEN incomplete THEN 'true' ELSE 'false' END || '}'
    END;

ALTER TABLE run ALTER COLUMN options SET NOT NULL;

-- A plan may take several runs: which of them read an entry again. Null of what was read before they could be several.
ALTER TABLE confirmation ADD COLUMN IF NOT EXISTS run BIGINT REFERENCES run (id);
