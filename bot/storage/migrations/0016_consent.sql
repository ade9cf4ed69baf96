-- What authors agreed to for all of their words at a meetup, and what moderators decided about a text.

-- What a person answered to "May others read this?" at a meetup; their later contributions there begin with it.
CREATE TABLE consents (
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    person BIGINT NOT NULL,
    choice TEXT NOT NULL,
    PRIMARY KEY (meetup, person)
);
CREATE INDEX consents_of_person ON consents (person);
INSERT INTO consents (meetup, person, choice)
    SELECT meetup, author, wall FROM contributions WHERE id IN
    (SELECT max(id) FROM contributions WHERE wall IS NOT NULL AND author > 0 GROUP BY meetup, author);

-- Why a moderator keeps it out of all that is published; empty (NULL) where none does.
ALTER TABLE contributions ADD COLUMN hidden TEXT;
-- Whether a moderator highlighted it, on the wall and in the files.
ALTER TABLE contributions ADD COLUMN highlighted INTEGER NOT NULL DEFAULT 0;
-- Whether its author is still to be told that a moderator hid it, or no longer does.
ALTER TABLE contributions ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
-- The deed with which a moderator last hid or highlighted it, or took that back.
ALTER TABLE contributions ADD COLUMN decided BIGINT;
UPDATE contributions SET highlighted = 1 WHERE id IN (SELECT contribution FROM wall WHERE starred = 1);
ALTER TABLE wall DROP COLUMN starred;

-- What nobody agreed to leaves the wall: being said in the chat is no consent any more.
UPDATE cues SET state = 'todo', attempts = 0, not_before = NULL WHERE kind = 'wall' AND meetup IN
    (SELECT c.meetup FROM contributions c JOIN wall w ON w.contribution = c.id WHERE c.wall IS NULL OR c.wall = 'niet');
DELETE FROM wall WHERE contribution IN (SELECT id FROM contributions WHERE wall IS NULL OR wall = 'niet');
