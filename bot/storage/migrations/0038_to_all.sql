-- Contributions that a moderator showed to everybody, each once, and where.
CREATE TABLE to_all (
    contribution INTEGER PRIMARY KEY REFERENCES contributions (id) ON DELETE CASCADE,
    deed         INTEGER NOT NULL REFERENCES deeds (id) ON DELETE CASCADE
);
CREATE TABLE to_all_places (
    contribution INTEGER NOT NULL REFERENCES to_all (contribution) ON DELETE CASCADE,
    place        INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
    PRIMARY KEY (contribution, place)
);
