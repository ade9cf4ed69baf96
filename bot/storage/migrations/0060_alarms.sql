-- The channel that a server chose for what needs somebody.
ALTER TABLE servers ADD COLUMN alarm_channel BIGINT;
