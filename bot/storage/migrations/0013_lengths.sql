-- Lengths in a stored programme are numbers of seconds. They were texts, such as "10800 s".
UPDATE meetups SET programme = (
    WITH RECURSIVE
    lengths (place, path, seconds) AS (
        SELECT row_number() OVER (ORDER BY item.id), item.fullkey, CAST(replace(item.value, ' s', '') AS INTEGER)
        FROM json_tree(meetups.programme) AS item
        WHERE item.type = 'text' AND item.value GLOB '[0-9]* s' AND (
            item.key IN ('length', 'grace', 'after', 'directions_after', 'stated_length') OR item.path LIKE '%.warnings')
    ),
    steps (place, programme) AS (
        SELECT 0, meetups.programme
        UNION ALL
        SELECT lengths.place, json_set(steps.programme, lengths.path, lengths.seconds)
        FROM steps JOIN lengths ON lengths.place = steps.place + 1
    )
    SELECT programme FROM steps ORDER BY place DESC LIMIT 1
)
WHERE json_valid(programme);
