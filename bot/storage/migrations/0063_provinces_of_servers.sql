-- The province that a server is of, if it said so: that of its meetups where nothing else tells.
ALTER TABLE servers ADD COLUMN province TEXT NOT NULL DEFAULT '';
