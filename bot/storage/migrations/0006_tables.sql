-- Tables that ask for help, that are ready, and what a moderator says to them.

-- 0 where nobody's number is kept. An id stands in buttons, so it is never used again (sequences).
CREATE TABLE calls (
    id         INTEGER PRIMARY KEY,
    place      INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
    asker      BIGINT NOT NULL,
    asked_at   BIGINT NOT NULL,
    helper     BIGINT NOT NULL DEFAULT 0,
    claimed_at BIGINT,
    ended_at   BIGINT
);
CREATE INDEX calls_of_place ON calls (place);

-- Of a table as a whole, nobody's in particular.
CREATE TABLE signals (
    place    INTEGER PRIMARY KEY REFERENCES places (id) ON DELETE CASCADE,
    ready_at BIGINT,
    shown_at BIGINT
);

-- What a moderator says to the tables: there until it has arrived, then deleted.
CREATE TABLE broadcasts (
    id     INTEGER PRIMARY KEY,
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    text   TEXT NOT NULL,
    at     BIGINT NOT NULL
);
CREATE INDEX broadcasts_of_meetup ON broadcasts (meetup);
CREATE TABLE broadcast_places (
    broadcast INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    place     INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
    PRIMARY KEY (broadcast, place)
);
