-- How a meetup stood before its last step, which can be undone for a while: its state, and its slots and cues as JSON.
CREATE TABLE steps (
    meetup    INTEGER PRIMARY KEY REFERENCES meetups (id) ON DELETE CASCADE,
    deed      INTEGER NOT NULL REFERENCES deeds (id) ON DELETE CASCADE,
    state     TEXT NOT NULL,
    paused_at BIGINT,
    timeline  TEXT NOT NULL
);
