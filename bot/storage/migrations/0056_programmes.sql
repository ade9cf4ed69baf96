-- Programmes that moderators of a server loaded or changed, as the text of their file. Of each name the highest version
-- counts; a meetup keeps a copy of what it was planned with.
CREATE TABLE programmes (
    server     BIGINT NOT NULL,
    name       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    source     TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (server, name, version)
);
