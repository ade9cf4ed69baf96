"""What is kept of a person: told, shown, erased, let go."""
