-- A question that somebody asks the author of a text, which is passed on if the author wants that, and its answer.
CREATE TABLE letters (
    id           INTEGER PRIMARY KEY,
    contribution BIGINT  NOT NULL REFERENCES contributions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    asker        BIGINT  NOT NULL,
    name         TEXT    NOT NULL,            -- of the asker, which the author reads
    question     TEXT    NOT NULL,
    state        TEXT    NOT NULL,            -- asked, declined or answered
    answer       TEXT    NOT NULL DEFAULT '',
    told         INTEGER NOT NULL DEFAULT 0,  -- whether who has to hear of it was told
    UNIQUE (contribution, asker)
);
CREATE INDEX letters_of_asker ON letters (asker);
