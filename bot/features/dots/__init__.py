"""Spreading dots: a team shows what it finds most important, and the coach decides where it is a tie."""
