-- The voice channel of groups without a meetup was there before: the bot uses it, and changes nothing about it.
ALTER TABLE places ADD COLUMN borrowed INTEGER NOT NULL DEFAULT 0;
