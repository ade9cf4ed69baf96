-- Who does a plan together with its author.
CREATE TABLE buddies (
    contribution BIGINT  PRIMARY KEY REFERENCES contributions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    person       BIGINT  NOT NULL,
    state        TEXT    NOT NULL,            -- asked, yes or no
    told         INTEGER NOT NULL DEFAULT 0   -- whether who has to hear of it was told
);
CREATE INDEX buddies_of_person ON buddies (person);
