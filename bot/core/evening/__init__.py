"""A meetup as it runs: its life, channels, cues and timeline."""
