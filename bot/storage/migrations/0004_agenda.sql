-- When a meetup must be over, and at which time a block must begin; empty where nothing was agreed.
ALTER TABLE meetups ADD COLUMN ends_by BIGINT;
ALTER TABLE slots ADD COLUMN fixed BIGINT;
-- The moderators' panel of the meetups that are planned or going on already: it is posted at the next thing that happens.
INSERT INTO cues (meetup, kind, block, due, offset_ms, state)
SELECT id, 'control', 0, planned_start, 0, 'idle' FROM meetups WHERE state <> 'closed';
