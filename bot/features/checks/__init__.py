"""Checks before an evening: the installation, the programme, the meetup, and a dry run."""
