-- What a person tells of themselves: a role, as an empty text where they would rather not say.

-- Somebody may have a role without having chosen a language. Added to the table, so that other columns stay.
ALTER TABLE people ADD COLUMN chosen_language TEXT;
UPDATE people SET chosen_language = language;
ALTER TABLE people DROP COLUMN language;
ALTER TABLE people RENAME COLUMN chosen_language TO language;

ALTER TABLE people ADD COLUMN role TEXT;
