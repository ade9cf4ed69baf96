-- 1 while ids of Discord may stand in what people typed, as earlier versions stored it. The bot puts names in their
-- place at its next start, when it knows the names.
ALTER TABLE meetups ADD COLUMN has_ids INTEGER NOT NULL DEFAULT 0;
UPDATE meetups SET has_ids = 1;
CREATE INDEX meetups_with_ids ON meetups (id) WHERE has_ids = 1;
