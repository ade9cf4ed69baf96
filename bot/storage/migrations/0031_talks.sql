-- The talk at a table that works by itself: how many questions it asked for, and the signs of the people there.
ALTER TABLE signals ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
CREATE TABLE talks (
    place  INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    sign   TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (place, person, sign)
);
CREATE INDEX talks_of_person ON talks (person);
