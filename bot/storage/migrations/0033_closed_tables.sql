-- A moderator closes a table before its block is over: when, and the place to which its people are brought.
ALTER TABLE places ADD COLUMN closed_at BIGINT;
ALTER TABLE places ADD COLUMN people_to INTEGER;
