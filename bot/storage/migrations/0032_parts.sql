-- A cue may bring several messages of one channel up to date; each is tried again by itself.
CREATE TABLE retries_of_parts (
    cue      INTEGER NOT NULL REFERENCES cues (id) ON DELETE CASCADE,
    step     TEXT NOT NULL,
    target   BIGINT NOT NULL,
    part     TEXT NOT NULL,
    since    BIGINT NOT NULL,
    due      BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    told     INTEGER NOT NULL,
    given_up INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (cue, step, target, part)
);
INSERT INTO retries_of_parts (cue, step, target, part, since, due, attempts, reason, told, given_up)
SELECT cue, step, target, '', since, due, attempts, reason, told, given_up FROM retries;
DROP TABLE retries;
ALTER TABLE retries_of_parts RENAME TO retries;
CREATE INDEX retries_due ON retries (due);
