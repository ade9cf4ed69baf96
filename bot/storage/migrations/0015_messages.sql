-- The life of a chat message: which contribution is which after an edit, which ✅ still waits, who repeats themselves.

-- The fingerprint of the words in the message, which its author may have changed by the form since; see core/people/edits.
ALTER TABLE contributions ADD COLUMN heard BIGINT;
-- When the ✅ is put under the message by the runner, unless it stands there; empty when it does, or never can.
ALTER TABLE contributions ADD COLUMN mark_due BIGINT;
CREATE INDEX contributions_to_mark ON contributions (mark_due) WHERE mark_due IS NOT NULL;

-- Messages in which somebody says once more, word for word, what a contribution says already.
CREATE TABLE repeats (
    message      BIGINT NOT NULL,
    position     INTEGER NOT NULL,
    channel      BIGINT NOT NULL,
    contribution INTEGER NOT NULL REFERENCES contributions (id) ON DELETE CASCADE,
    heard        BIGINT NOT NULL,
    mark_due     BIGINT,
    PRIMARY KEY (message, position)
);
CREATE INDEX repeats_of_contribution ON repeats (contribution);
CREATE INDEX repeats_to_mark ON repeats (mark_due) WHERE mark_due IS NOT NULL;

-- What was withdrawn is known by the fingerprint of its words, for an edit may move it to another place. Of what was
-- withdrawn before this, the words are gone: -1 stands for whatever the message says.
CREATE TABLE withdrawn_words (
    message BIGINT NOT NULL,
    words   BIGINT NOT NULL,
    meetup  INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    PRIMARY KEY (message, words)
);
INSERT INTO withdrawn_words (message, words, meetup) SELECT DISTINCT message, -1, meetup FROM withdrawn;
DROP TABLE withdrawn;
ALTER TABLE withdrawn_words RENAME TO withdrawn;
CREATE INDEX withdrawn_of_meetup ON withdrawn (meetup);
