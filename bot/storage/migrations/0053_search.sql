-- Full-text search, in the dialect of SQLite (FTS5); nothing else in these scripts is. See bot/storage/search.py.

-- The stems of the text; empty (NULL) until the text is indexed: of before this, or changed by a statement that did
-- not give its stems.
ALTER TABLE contributions ADD COLUMN terms TEXT;
CREATE INDEX contributions_to_index ON contributions (id) WHERE terms IS NULL;

CREATE VIEW search_texts AS SELECT id, terms FROM contributions WHERE terms IS NOT NULL;
CREATE VIRTUAL TABLE search_index USING fts5 (
    terms, content = 'search_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
-- Which stems there are.
CREATE VIRTUAL TABLE search_terms USING fts5vocab ('search_index', 'row');

-- In step in the same statement, whoever writes, also where a whole meetup goes. What is deleted from an FTS5 table
-- must be named as it stands there.
CREATE TRIGGER search_added AFTER INSERT ON contributions WHEN new.terms IS NOT NULL BEGIN
    INSERT INTO search_index (rowid, terms) VALUES (new.id, new.terms);
END;
CREATE TRIGGER search_deleted AFTER DELETE ON contributions WHEN old.terms IS NOT NULL BEGIN
    INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.id, old.terms);
END;
-- A text that was changed without new stems leaves the index, and waits to be indexed again. This trigger does not
-- start itself once more: recursive_triggers is off.
CREATE TRIGGER search_changed AFTER UPDATE OF id, text, terms ON contributions BEGIN
    INSERT INTO search_index (search_index, rowid, terms)
        SELECT 'delete', old.id, old.terms WHERE old.terms IS NOT NULL;
    UPDATE contributions SET terms = NULL WHERE id = new.id AND new.text <> old.text AND new.terms = old.terms;
    INSERT INTO search_index (rowid, terms) SELECT id, terms FROM contributions WHERE id = new.id AND terms IS NOT NULL;
END;
