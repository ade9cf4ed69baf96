"""Forms of a programme: who fills one in, and what they read of it."""
