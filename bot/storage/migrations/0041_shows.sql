-- What a block shows of harvests, in its order. A contribution that is gone leaves its place empty: whatever shows it
-- is brought up to date, and ``source`` still says of which meetup it was.
CREATE TABLE shows (
    meetup       INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    block        INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    contribution INTEGER REFERENCES contributions (id) ON DELETE SET NULL,
    source       INTEGER NOT NULL,
    PRIMARY KEY (meetup, block, number)
);
CREATE INDEX shows_of_contribution ON shows (contribution);
CREATE INDEX shows_of_source ON shows (source);
