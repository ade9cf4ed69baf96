-- The contribution that one follows from, at this meetup or an earlier one: an action from an ambition. Whoever takes
-- back their words takes nobody else's away.
ALTER TABLE contributions ADD COLUMN parent INTEGER REFERENCES contributions (id) ON DELETE SET NULL;
CREATE INDEX contributions_of_parent ON contributions (parent);
