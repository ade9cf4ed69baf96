-- Who sits where in a break-out. All of it goes when the meetup ends.

-- One deal of people over the tables of a block. ``cue`` posts its preview.
CREATE TABLE allotments (
    id         INTEGER PRIMARY KEY,
    meetup     INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    block      INTEGER NOT NULL,
    cue        INTEGER NOT NULL UNIQUE REFERENCES cues (id) ON DELETE CASCADE,
    how        TEXT NOT NULL,
    seed       BIGINT NOT NULL,
    stage      TEXT NOT NULL,
    decided_at BIGINT
);
CREATE INDEX allotments_of_meetup ON allotments (meetup, block);

CREATE TABLE seats (
    id        INTEGER PRIMARY KEY,
    allotment INTEGER NOT NULL REFERENCES allotments (id) ON DELETE CASCADE,
    person    BIGINT NOT NULL,
    place     INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
    state     TEXT NOT NULL,
    attempts  INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX seats_of_allotment ON seats (allotment, person);
CREATE INDEX seats_of_person ON seats (person);

-- Whose table is whose.
CREATE TABLE hosts (
    place  INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    PRIMARY KEY (place, person)
);

-- Who stays together: people of one meetup with the same number.
CREATE TABLE together (
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    party  BIGINT NOT NULL,
    PRIMARY KEY (meetup, person)
);

-- How many people sit before somebody's screen, where that is more than one.
CREATE TABLE screens (
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (meetup, person)
);
