-- Who may speak in the plenary of a meetup, and the guests who may speak while only they and the moderators do.
CREATE TABLE floors (
    meetup  INTEGER PRIMARY KEY REFERENCES meetups (id) ON DELETE CASCADE,
    closed  INTEGER NOT NULL,
    until   BIGINT             -- when it opens by itself
);
CREATE TABLE speakers (
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    PRIMARY KEY (meetup, person)
);
CREATE INDEX speakers_of_person ON speakers (person);
