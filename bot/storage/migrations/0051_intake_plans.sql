-- Where a moderator asked somebody for an intake, and the meetup that was planned from it.
ALTER TABLE intakes ADD COLUMN channel BIGINT;
ALTER TABLE intakes ADD COLUMN meetup BIGINT REFERENCES meetups (id) ON DELETE SET NULL;
