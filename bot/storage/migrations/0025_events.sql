-- The event on Discord that announces a meetup: its id there, 0 once somebody deleted it, and what it shows.
CREATE TABLE events (
    meetup INTEGER PRIMARY KEY REFERENCES meetups (id) ON DELETE CASCADE,
    event  BIGINT NOT NULL,
    shown  TEXT NOT NULL
);
