-- What the author of a contribution filled in beside its words ("when", "with"), as a JSON object; empty without.
ALTER TABLE contributions ADD COLUMN details TEXT NOT NULL DEFAULT '';
