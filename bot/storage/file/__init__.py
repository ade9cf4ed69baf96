"""Handling of the database file: opening, locking, copying, and explaining its failures."""
