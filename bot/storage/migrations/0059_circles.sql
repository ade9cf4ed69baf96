-- The private channel of those who do a pledge together; it stays when the pledge is withdrawn.
CREATE TABLE circles (
    id           INTEGER PRIMARY KEY,
    meetup       BIGINT NOT NULL REFERENCES meetups (id) ON DELETE CASCADE ON UPDATE CASCADE,
    contribution BIGINT UNIQUE REFERENCES contributions (id) ON DELETE SET NULL ON UPDATE CASCADE,
    channel      BIGINT  -- NULL until it is made
);
