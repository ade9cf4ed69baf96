"""The moderators' panel: one message that shows how things stand, with the buttons to command."""
