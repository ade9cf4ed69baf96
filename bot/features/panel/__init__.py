"""The moderators' panel: one message that shows how the evening stands, with the buttons to command it."""
