-- Pictures and PDFs that are posted with a block. ``file`` is the name of the file beside the database.

CREATE TABLE attachments (
    meetup INTEGER NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
    block  INTEGER NOT NULL,
    name   TEXT    NOT NULL,
    file   TEXT    NOT NULL,
    PRIMARY KEY (meetup, block)
);
