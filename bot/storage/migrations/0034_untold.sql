-- Notices that the moderators' channel refused, in the words that were to be posted, until a moderator has read them.
CREATE TABLE untold (
    id     INTEGER PRIMARY KEY,
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    text   TEXT NOT NULL
);
CREATE INDEX untold_of_meetup ON untold (meetup);
-- Places whose channel was made again, with the one that is gone, until what stood there is posted again and it is told.
CREATE TABLE remade (
    place INTEGER PRIMARY KEY REFERENCES places (id) ON DELETE CASCADE,
    gone  BIGINT NOT NULL
);
