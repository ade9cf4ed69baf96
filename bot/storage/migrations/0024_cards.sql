-- How many of its prompts a table was given: they stand on its card, one after the other.
ALTER TABLE places ADD COLUMN prompts INTEGER NOT NULL DEFAULT 0;
UPDATE places SET prompts = (
    SELECT count(*) FROM posts p JOIN cues c ON c.id = p.cue
    WHERE c.meetup = places.meetup AND p.channel = places.channel AND p.part LIKE 'prompt%'
);
-- How many warnings, recalls and notices the card at a table was posted for.
ALTER TABLE places ADD COLUMN news INTEGER NOT NULL DEFAULT 0;
-- Nobody is kept from looking at the questions of their table again, so nobody's moment is kept.
ALTER TABLE signals DROP COLUMN shown_at;
