-- How often somebody was asked how it went when they last answered: who was asked again since still has a question.
ALTER TABLE follow_ups ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
UPDATE follow_ups SET answered = asked WHERE answer IS NOT NULL;
