"""The bot as a process of its own, against a Discord stand-in on loopback."""
