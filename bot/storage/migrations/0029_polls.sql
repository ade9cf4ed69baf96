-- Quick polls in the plenary, and what people chose.
CREATE TABLE polls (
    id       INTEGER PRIMARY KEY,
    meetup   INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    closes   BIGINT NOT NULL
);
CREATE INDEX polls_of_meetup ON polls (meetup);
CREATE TABLE poll_choices (
    poll   INTEGER NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (poll, number)
);
CREATE TABLE poll_votes (
    poll   INTEGER NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    choice INTEGER NOT NULL,
    PRIMARY KEY (poll, person)
);
CREATE INDEX poll_votes_of_person ON poll_votes (person);
