"""Lines of a content file as an organiser typed them, made fit for YAML without losing a word."""
