"""Buttons with which moderators choose who may speak in the plenary."""

import discord

from bot.content.texts import Say
from bot.core.people.floor import Floor
from bot.core.words.text import Text, _
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting

CLOSE = CustomId("spreken:gasten:{id}")
HUSH = CustomId("spreken:even:{id}")
OPEN = CustomId("spreken:iedereen:{id}")
DISMISS = CustomId("spreken:geengast:{id}:{person}", person=20)


def on_panel(meetup: int, floor: Floor) -> list[tuple[Text, str, str]]:
    """Return the buttons for the panel, as label, emoji and custom_id: what can be changed now."""
    if floor.closed:
        return [(_("Everybody may speak"), "🎙️", OPEN(id=meetup))]
    return [
        (_("Only guests speak"), "🎙️", CLOSE(id=meetup)),
        (_("Quiet for a moment"), "🤫", HUSH(id=meetup)),
    ]


def dismiss(meetup: int, person: int, say: Say) -> discord.ui.View:
    """Return the button that makes somebody a guest no more."""
    return lasting(Button(label=say(_("Guest no more")), custom_id=DISMISS(id=meetup, person=person)))
