-- A dry run is a meetup that is played in about a minute, in channels of its own, and then deleted with all that is in
-- it. What came of it is also told in the moderators' channel of the meetup that it tries, if there is one.
ALTER TABLE meetups ADD COLUMN is_dry_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meetups ADD COLUMN report_to BIGINT;

-- Whether names are shown where a programme does not say so; see also Programme.shows_names.
ALTER TABLE servers ADD COLUMN shows_names INTEGER NOT NULL DEFAULT 1;
