-- What the process keeps for its next start: a digest of the commands that Discord has, when it was last connected.
CREATE TABLE memory (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
