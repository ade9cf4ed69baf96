-- What a cue could not do yet in one channel (target: a place, or a channel that is none of the meetup's), and when it
-- is tried again; what was given up stays for the report of a dry run. Making channels belongs to the cue of the
-- welcome, which every meetup has.

CREATE TABLE retries (
    cue      INTEGER NOT NULL REFERENCES cues (id) ON DELETE CASCADE,
    step     TEXT NOT NULL,
    target   BIGINT NOT NULL,
    since    BIGINT NOT NULL,
    due      BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    told     INTEGER NOT NULL,
    given_up INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (cue, step, target)
);
CREATE INDEX retries_due ON retries (due);
