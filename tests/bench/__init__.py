"""Benches: the bot as a process of its own, against a stand-in for Discord on loopback."""
