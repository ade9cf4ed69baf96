-- What people filled in on the forms of a programme: one reply a person and form, a row for each value of an answer.
CREATE TABLE replies (
    id     INTEGER PRIMARY KEY,
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    form   TEXT NOT NULL,
    person BIGINT NOT NULL,
    name   TEXT NOT NULL,
    people INTEGER NOT NULL,
    at     BIGINT NOT NULL,
    UNIQUE (meetup, form, person)
);
CREATE INDEX replies_of_person ON replies (person);
CREATE TABLE answers (
    reply    INTEGER NOT NULL REFERENCES replies (id) ON DELETE CASCADE,
    question INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (reply, question, number)
);
