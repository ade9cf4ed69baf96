"""Features: what people can do, one folder each."""
