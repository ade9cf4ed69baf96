"""Groups at once: a moderator says how many people together and how long, and everybody goes."""
