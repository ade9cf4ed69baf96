-- What a harvest tells: which meetup it is of, where a contribution belongs, how long people sat at which table.

-- The same in every database that a meetup moves to. Random, for the numbers of meetups begin at 1 in each database.
ALTER TABLE meetups ADD COLUMN uid TEXT NOT NULL DEFAULT '';
UPDATE meetups SET uid = id || '-' || planned_start || '-' || replace(CAST(random() AS TEXT), '-', '');

-- Whether the theme is that of the table where it was said ('said') or where its author sat before ('table').
ALTER TABLE contributions ADD COLUMN theme_source TEXT;
UPDATE contributions SET theme_source = 'said' WHERE theme IS NOT NULL;
-- How many people speak through the account of the author.
ALTER TABLE contributions ADD COLUMN people INTEGER NOT NULL DEFAULT 1;

-- The milliseconds that somebody spent in a place before, and since when they are in it now, or empty.
ALTER TABLE attendance ADD COLUMN spent_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attendance ADD COLUMN since BIGINT;
-- How many were in a place at once, at most; 0 where nobody counted yet.
ALTER TABLE places ADD COLUMN most INTEGER NOT NULL DEFAULT 0;
