"""Finding what people brought in at all meetups of a server."""
