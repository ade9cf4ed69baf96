"""A meetup and its commands: planned, begun, led from block to block, ended."""
