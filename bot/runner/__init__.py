"""The runner: carries out cues when they are due."""
