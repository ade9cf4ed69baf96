-- Whoever is part of a plan tells how it went, and says when they want to be asked.
CREATE TABLE follow_ups_of_people (
    contribution BIGINT  NOT NULL REFERENCES contributions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    person       BIGINT  NOT NULL,
    ask_at       BIGINT,                      -- when they are asked next; NULL where nothing is planned
    asked        INTEGER NOT NULL DEFAULT 0,  -- how often they were asked
    asked_at     BIGINT,                      -- when they were asked first, or told it by themselves
    answer       TEXT,
    line         TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (contribution, person)
);
INSERT INTO follow_ups_of_people (contribution, person, asked_at, answer, line)
SELECT f.contribution, c.author, f.asked_at, f.answer, f.line
FROM follow_ups f JOIN contributions c ON c.id = f.contribution;
DROP TABLE follow_ups;
ALTER TABLE follow_ups_of_people RENAME TO follow_ups;
CREATE INDEX follow_ups_of_person ON follow_ups (person);
