-- Calls to post a part of a cue in a channel, written before the call. One that has no row in posts is looked for in
-- the channel before it is posted again: nobody knows what became of it.
CREATE TABLE tries (
    cue      INTEGER NOT NULL REFERENCES cues (id) ON DELETE CASCADE,
    channel  BIGINT NOT NULL,
    part     TEXT NOT NULL,
    digest   TEXT NOT NULL,
    tried_at BIGINT NOT NULL,
    PRIMARY KEY (cue, channel, part, digest)
);
CREATE INDEX posts_of_channel ON posts (channel);
