-- What the people before one screen call themselves together, such as "klas 3b".
ALTER TABLE screens ADD COLUMN name TEXT NOT NULL DEFAULT '';
