"""Three rings: core (no I/O), storage (real SQLite files), and the bot on a simulated Discord."""
