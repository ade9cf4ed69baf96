"""The Klassen meetup bot: everything that is not a Discord command."""

__version__ = "0.1.0"
