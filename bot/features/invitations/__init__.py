"""The way in to a meetup: its event on the server, an invite link, and a file for calendars."""
