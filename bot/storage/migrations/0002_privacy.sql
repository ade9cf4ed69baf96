-- How long names and texts are kept, which servers the bot has left, and what each number of a message belongs to.

ALTER TABLE servers ADD COLUMN keep_days INTEGER NOT NULL DEFAULT 365;
ALTER TABLE servers ADD COLUMN left_at BIGINT;

-- What people were told when they took part; see servers.save for a server that shortens it.
ALTER TABLE meetups ADD COLUMN keep_days INTEGER NOT NULL DEFAULT 365;
ALTER TABLE meetups ADD COLUMN emptied_at BIGINT;

-- A language that was chosen before stays as long as anything else is kept of that person.
ALTER TABLE people ADD COLUMN chosen_at BIGINT NOT NULL DEFAULT 0;

-- Meetups are deleted now, and their ids and those of their places stand in buttons and file names.
INSERT INTO sequences (name, last) SELECT 'meetups', coalesce(max(id), 0) FROM meetups;
INSERT INTO sequences (name, last) SELECT 'places', coalesce(max(id), 0) FROM places;

-- Numbers of messages go with their meetup. Of those that stand here already: the number of a message tells when
-- it was written (Discord's snowflake), so it belongs to the last meetup that had begun then.
CREATE TABLE edits_of_meetups (
    message   BIGINT PRIMARY KEY,
    meetup    INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    edited_at BIGINT NOT NULL
);
INSERT INTO edits_of_meetups (message, meetup, edited_at)
SELECT e.message, m.id, e.edited_at FROM edits e JOIN meetups m ON m.id = coalesce(
    (SELECT c.meetup FROM contributions c WHERE c.message = e.message ORDER BY c.id LIMIT 1),
    (SELECT b.id FROM meetups b WHERE b.started_at <= (e.message >> 22) + 1420070400000
     ORDER BY b.started_at DESC LIMIT 1),
    (SELECT max(id) FROM meetups));
DROP TABLE edits;
ALTER TABLE edits_of_meetups RENAME TO edits;
CREATE INDEX edits_of_meetup ON edits (meetup);

CREATE TABLE withdrawn_of_meetups (
    message  BIGINT NOT NULL,
    position INTEGER NOT NULL,
    meetup   INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    PRIMARY KEY (message, position)
);
INSERT INTO withdrawn_of_meetups (message, position, meetup)
SELECT w.message, w.position, m.id FROM withdrawn w JOIN meetups m ON m.id = coalesce(
    (SELECT c.meetup FROM contributions c WHERE c.message = w.message ORDER BY c.id LIMIT 1),
    (SELECT b.id FROM meetups b WHERE b.started_at <= (w.message >> 22) + 1420070400000
     ORDER BY b.started_at DESC LIMIT 1),
    (SELECT max(id) FROM meetups));
DROP TABLE withdrawn;
ALTER TABLE withdrawn_of_meetups RENAME TO withdrawn;
CREATE INDEX withdrawn_of_meetup ON withdrawn (meetup);

-- The meetups that still take contributions after their end.
CREATE INDEX meetups_ended ON meetups (ended_at);
