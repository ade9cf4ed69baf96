"""The database file itself: opened, locked, copied, and in trouble."""
