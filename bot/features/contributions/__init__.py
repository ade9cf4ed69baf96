"""Contributions: stored, shown to their author, joined, and shared on the wall."""
