-- Where a meetup belongs in a season: its province, and the school year ("2026-2027"); "" where it is not known.
ALTER TABLE meetups ADD COLUMN province TEXT NOT NULL DEFAULT '';
ALTER TABLE meetups ADD COLUMN season TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN province TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN season TEXT NOT NULL DEFAULT '';
