-- When the organiser was warned, with the files, that a server which the bot left is going to be erased.
ALTER TABLE servers ADD COLUMN warned_at BIGINT;
