-- Dots that people put on contributions in a block, and who decided what the team goes for.
CREATE TABLE dots (
    meetup       BIGINT  NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    block        INTEGER NOT NULL,
    contribution BIGINT  NOT NULL REFERENCES contributions (id) ON DELETE CASCADE,
    person       BIGINT  NOT NULL,
    dots         INTEGER NOT NULL,
    PRIMARY KEY (meetup, block, contribution, person)
);
CREATE INDEX dots_of_contribution ON dots (contribution);
CREATE INDEX dots_of_person ON dots (person);
CREATE TABLE choices (
    meetup  BIGINT  NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    block   INTEGER NOT NULL,
    deed    BIGINT  REFERENCES deeds (id) ON DELETE SET NULL,
    counted BIGINT  NOT NULL,
    PRIMARY KEY (meetup, block)
);
