"""Discord's ceilings, from its developer documentation. Characters are code points, as Python counts them."""

MESSAGE = 2000  # characters of a message without a subscription (discord-api-docs#1315)
NITRO_MESSAGE = 4000  # characters of a person's message with a subscription
TEXTS = 4000  # characters of all texts together in a message that consists of components
ROWS, IN_ROW = 5, 5  # of buttons under a message, and in each; a list has a row of its own
BUTTONS = ROWS * IN_ROW
LABEL = 80  # characters on a button
OPTIONS = 25  # in a list, and offered while somebody types
OPTION = 100  # characters of one of these
FIELDS = 5  # in a form
CUSTOM_ID = 100  # characters of a custom_id
CHANNELS = 500  # on a server, categories counted too
ROLES = 250  # on a server
IN_CATEGORY = 50  # channels in a category
CHANNEL_NAME = 100  # characters of a channel's name, and of an event's
EVENT = 1000  # characters of the description of an event
NAME = 32  # characters of somebody's name on a server
CALLS = 50  # a second, of one bot; answers to people do not count
