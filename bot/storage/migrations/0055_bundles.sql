-- Messages with the files of a bundle: when somebody of any of its meetups is erased, they lose their files.
CREATE TABLE bundles (
    server  BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    message BIGINT NOT NULL PRIMARY KEY
);
