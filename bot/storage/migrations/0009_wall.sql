-- What people agreed to of their own words, who joins a pledge, and what stands on the wall.

-- How the author wants it on the wall ('naam', 'anoniem', 'niet'); empty until they chose.
ALTER TABLE contributions ADD COLUMN wall TEXT;
-- Whether those who join it may know who the author is, when the author may know who they are.
ALTER TABLE contributions ADD COLUMN known INTEGER NOT NULL DEFAULT 0;

-- Who joins a pledge; the name is empty unless its author may see it.
CREATE TABLE joins (
    contribution INTEGER NOT NULL REFERENCES contributions (id) ON DELETE CASCADE,
    person       BIGINT NOT NULL,
    name         TEXT NOT NULL DEFAULT '',
    at           BIGINT NOT NULL,
    PRIMARY KEY (contribution, person)
);
CREATE INDEX joins_of_person ON joins (person);

-- The messages of the wall; which message it is stands in posts. shown is a digest of what stands there now.
CREATE TABLE boards (
    id     INTEGER PRIMARY KEY,
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    shown  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX boards_of_meetup ON boards (meetup);

-- What a moderator decided about a contribution: the board it stands on, or none where it was hidden.
CREATE TABLE wall (
    contribution INTEGER PRIMARY KEY REFERENCES contributions (id) ON DELETE CASCADE,
    board        INTEGER REFERENCES boards (id) ON DELETE CASCADE,
    starred      INTEGER NOT NULL DEFAULT 0,
    deed         INTEGER NOT NULL REFERENCES deeds (id) ON DELETE CASCADE
);
CREATE INDEX wall_of_board ON wall (board);
CREATE INDEX wall_of_deed ON wall (deed);
