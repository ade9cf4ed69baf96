-- How the bot finds each server that it is on, for the overview of whoever runs it: what it is called, and the rights
-- that the bot lacks there, apart by spaces.
CREATE TABLE standings (
    server  BIGINT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    missing TEXT NOT NULL
);
