-- The meetup that another one follows: the baton goes from town to town. One that is erased leaves no trace here.
ALTER TABLE meetups ADD COLUMN follows INTEGER REFERENCES meetups (id) ON DELETE SET NULL;
CREATE INDEX meetups_that_follow ON meetups (follows) WHERE follows IS NOT NULL;
ALTER TABLE drafts ADD COLUMN follows INTEGER;
