"""Does the cues that are due."""
