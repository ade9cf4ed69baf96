-- What one person was asked or told at a meetup, so that it does not come again too soon, also after a restart.
CREATE TABLE notices (
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    kind   TEXT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (meetup, person, kind)
);
CREATE INDEX notices_of_person ON notices (person);
