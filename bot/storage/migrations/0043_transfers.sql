-- Who is on the way to a table that another one was split into.
CREATE TABLE transfers (
    place  INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    PRIMARY KEY (place, person)
);
CREATE INDEX transfers_of_person ON transfers (person);
