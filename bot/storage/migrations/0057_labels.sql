-- Labels that moderators give to contributions, to put together what many say in their own words.
CREATE TABLE labels (
    contribution BIGINT NOT NULL REFERENCES contributions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    label        TEXT   NOT NULL,
    PRIMARY KEY (contribution, label)
);
CREATE INDEX labels_by_label ON labels (label);
