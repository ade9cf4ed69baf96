-- A meetup that ended before the harvest was made again for late contributions has it made again too, once: where
-- something came in after the end, or still may. A week is the longest that a programme stays open (86,400 s where it
-- does not say); what ended a week before the last meetup of all is closed. 60,000 ms as for those that end from now on.
INSERT INTO cues (meetup, kind, block, due, offset_ms, state, note, attempts)
    SELECT id, 'late', 0,
        ended_at + 60000 + 1000 * coalesce(
            CASE WHEN json_valid(programme) THEN CAST(json_extract(programme, '$.open_after') AS INTEGER) END, 86400),
        0, 'todo', '', 0
    FROM meetups
    WHERE state = 'closed' AND started_at IS NOT NULL AND ended_at IS NOT NULL AND emptied_at IS NULL AND is_dry_run = 0
        AND (ended_at > (SELECT max(ended_at) FROM meetups) - 604800000 OR EXISTS (
            SELECT 1 FROM contributions WHERE meetup = meetups.id AND said_at > ended_at))
        AND id NOT IN (SELECT meetup FROM cues WHERE kind = 'late');
