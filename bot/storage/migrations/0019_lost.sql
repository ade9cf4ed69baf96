-- Deleted messages are looked up by their id.
CREATE INDEX posts_of_message ON posts (message);
