"""What people bring in, and what they agreed to about it."""
