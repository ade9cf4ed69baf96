-- Which moderator looks after which table.
CREATE TABLE watchers (
    place  INTEGER PRIMARY KEY REFERENCES places (id) ON DELETE CASCADE,
    person BIGINT NOT NULL
);
CREATE INDEX watchers_of_person ON watchers (person);
