-- What a moderator filled in to plan a meetup, while it is asked which day they mean: by the id of their command.
CREATE TABLE drafts (
    id        BIGINT PRIMARY KEY,
    server    BIGINT NOT NULL,
    programme TEXT NOT NULL,
    title     TEXT NOT NULL,
    place     TEXT NOT NULL,
    ends      TEXT NOT NULL,
    asked_at  BIGINT NOT NULL
);
