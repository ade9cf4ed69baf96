"""From records to files: one module per format."""
