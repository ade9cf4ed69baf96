-- The cue that corrects the times in posts that stand, for the meetups that are planned or going on already.
INSERT INTO cues (meetup, kind, block, due, offset_ms, state)
SELECT id, 'times', 0, planned_start, 0, 'idle' FROM meetups WHERE state <> 'closed';
