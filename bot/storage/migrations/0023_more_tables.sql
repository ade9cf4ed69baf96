-- A room of the programme may have several tables: the number of the room whose text and prompts a table has.
ALTER TABLE places ADD COLUMN content INTEGER;
