-- What became of something that somebody was going to do, as they tell it themselves.
CREATE TABLE follow_ups (
    contribution BIGINT PRIMARY KEY REFERENCES contributions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    asked_at     BIGINT NOT NULL,
    answer       TEXT,
    line         TEXT   NOT NULL DEFAULT ''
);
