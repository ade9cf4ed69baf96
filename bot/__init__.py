"""The Klassen meetup bot: everything that is not a Discord command."""
