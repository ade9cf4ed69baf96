-- Who wants to say something in the plenary. One hand a person; ``turn`` is when they were given the word.
CREATE TABLE hands (
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    topic  TEXT NOT NULL,
    raised BIGINT NOT NULL,
    away   BIGINT,            -- since when they are in no voice channel of the meetup
    turn   BIGINT,
    PRIMARY KEY (meetup, person)
);
CREATE INDEX hands_of_person ON hands (person);
