"""Contributions of people, and their choices on sharing, joining and privacy."""
