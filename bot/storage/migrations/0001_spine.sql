-- Times are integers: milliseconds since 1970, UTC. Ids of Discord are 64 bits wide.

CREATE TABLE servers (
    id             BIGINT PRIMARY KEY,
    language       TEXT NOT NULL DEFAULT 'nl',
    moderator_role BIGINT
);

CREATE TABLE people (
    id       BIGINT PRIMARY KEY,
    language TEXT NOT NULL
);

CREATE TABLE meetups (
    id            INTEGER PRIMARY KEY,
    server        BIGINT NOT NULL,
    title         TEXT NOT NULL,
    place         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    language      TEXT NOT NULL,
    shows_names   INTEGER NOT NULL,
    state         TEXT NOT NULL,
    planned_start BIGINT NOT NULL,
    programme     TEXT NOT NULL,
    planned_by    BIGINT NOT NULL,
    started_at    BIGINT,
    paused_at     BIGINT,
    ended_at      BIGINT
);
CREATE INDEX meetups_of_server ON meetups (server, state);

-- The category, the channels and the rooms of a meetup; channel is empty until it stands on Discord.
CREATE TABLE places (
    id      INTEGER PRIMARY KEY,
    meetup  INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    block   INTEGER,
    number  INTEGER NOT NULL,
    title   TEXT NOT NULL,
    theme   TEXT,
    channel BIGINT
);
CREATE INDEX places_of_meetup ON places (meetup);
CREATE UNIQUE INDEX places_of_channel ON places (channel);

CREATE TABLE slots (
    meetup        INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    block         INTEGER NOT NULL,
    planned_start BIGINT NOT NULL,
    planned_end   BIGINT NOT NULL,
    starts        BIGINT NOT NULL,
    ends          BIGINT NOT NULL,
    started       BIGINT,
    ended         BIGINT,
    PRIMARY KEY (meetup, block)
);

CREATE TABLE cues (
    id          INTEGER PRIMARY KEY,
    meetup      INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    block       INTEGER NOT NULL,
    due         BIGINT NOT NULL,
    offset_ms   BIGINT NOT NULL,
    state       TEXT NOT NULL,
    note        TEXT NOT NULL DEFAULT '',
    attempts    INTEGER NOT NULL DEFAULT 0,
    not_before  BIGINT
);
CREATE INDEX cues_of_meetup ON cues (meetup);
CREATE INDEX cues_due ON cues (state, due);

-- What a cue has posted already: each part of it once in each channel.
CREATE TABLE posts (
    cue     INTEGER NOT NULL REFERENCES cues (id) ON DELETE CASCADE,
    channel BIGINT NOT NULL,
    part    TEXT NOT NULL,
    message BIGINT NOT NULL,
    PRIMARY KEY (cue, channel, part)
);

CREATE TABLE contributions (
    id          INTEGER PRIMARY KEY,
    meetup      INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    text        TEXT NOT NULL,
    author      BIGINT NOT NULL,
    author_name TEXT NOT NULL,
    theme       TEXT,
    room        TEXT,
    source      TEXT NOT NULL,
    said_at     BIGINT NOT NULL,
    edited_at   BIGINT,
    channel     BIGINT,
    message     BIGINT,
    position    INTEGER
);
CREATE INDEX contributions_of_meetup ON contributions (meetup);
CREATE INDEX contributions_of_author ON contributions (author);
CREATE UNIQUE INDEX contributions_of_message ON contributions (message, position);

-- Ids of contributions stand in buttons, so an id is never used again, also not after a withdrawal.
CREATE TABLE sequences (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

-- The last edit of a chat message that was dealt with, and which of its contributions were withdrawn by
-- their author: no text, only what keeps withdrawn words from coming back.
CREATE TABLE edits (
    message   BIGINT PRIMARY KEY,
    edited_at BIGINT NOT NULL
);
CREATE TABLE withdrawn (
    message  BIGINT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (message, position)
);

-- Who was where, once per person and place; for the attendance figures only.
CREATE TABLE attendance (
    place  INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    PRIMARY KEY (place, person)
);

-- What moderators did, so that a second press can be told who was first.
CREATE TABLE deeds (
    id     INTEGER PRIMARY KEY,
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    action TEXT NOT NULL,
    person BIGINT NOT NULL,
    name   TEXT NOT NULL,
    at     BIGINT NOT NULL
);
CREATE INDEX deeds_of_meetup ON deeds (meetup);
