"""What people bring in: kept, shown to its author, joined, and shared."""
