"""Programme files as models: checks, links, fixed times, and filling in from themes."""
