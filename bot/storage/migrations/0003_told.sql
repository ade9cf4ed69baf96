-- Who first brought something in by chat, up to this number of a contribution, was told there what is kept.
ALTER TABLE meetups ADD COLUMN told_to INTEGER NOT NULL DEFAULT 0;
-- As the contributions that stand here already, in the welcome.
UPDATE meetups SET told_to = coalesce((SELECT max(id) FROM contributions WHERE meetup = meetups.id), 0);
