"""Harvest of a meetup, from records to files: one module per format."""
