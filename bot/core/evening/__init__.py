"""A meetup as it runs: its states, places, cues and timeline."""
