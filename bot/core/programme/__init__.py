"""The run of show as content: models, what is wrong in them, times of day."""
