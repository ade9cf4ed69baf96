"""Buttons and a form: who may speak in the plenary, and raised hands."""

import discord

from bot.content.texts import Say
from bot.core.people.floor import Floor
from bot.core.people.hands import LONGEST, Queue
from bot.core.words.text import Text, _
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, TextInput, lasting, shown

CLOSE = CustomId("spreken:gasten:{id}")
HUSH = CustomId("spreken:even:{id}")
OPEN = CustomId("spreken:iedereen:{id}")
RAISE = CustomId("hand:{id}")
FORM = CustomId("hand:formulier:{id}")
DOWN = CustomId("hand:omlaag:{id}")
GIVE = CustomId("hand:woord:{id}:{person}", person=20)
END = CustomId("hand:klaar:{id}")
DISMISS = CustomId("spreken:geengast:{id}:{person}", person=20)


def on_panel(meetup: int, floor: Floor, queue: Queue) -> list[tuple[Text, str, str]]:
    """Return the buttons for the panel, as label, emoji and custom_id: what can be changed now."""
    found: list[tuple[Text, str, str]] = []
    if queue.first:
        found.append((_("Next speaker"), "✋", GIVE(id=meetup, person=queue.first.person)))
    if queue.speaker:
        found.append((_("End of turn"), "🗣️", END(id=meetup)))
    if floor.closed:
        return [*found, (_("Everybody may speak"), "🎙️", OPEN(id=meetup))]
    return [
        *found,
        (_("Only guests speak"), "🎙️", CLOSE(id=meetup)),
        (_("Quiet for a moment"), "🤫", HUSH(id=meetup)),
    ]


def raise_hand(meetup: int, say: Say) -> Button:
    """Return the button that raises a hand."""
    return Button(label=say(_("Raise your hand")), emoji="✋", custom_id=RAISE(id=meetup))


def form(meetup: int, say: Say) -> discord.ui.Modal:
    """Return the form in which somebody may say what it is about."""
    field = TextInput(required=False, max_length=LONGEST, custom_id="tekst")
    return shown(
        discord.ui.Modal(title=say(_("Raise your hand")), custom_id=FORM(id=meetup)),
        discord.ui.Label(
            text=say(_("What is it about?")),
            description=say(_("In a few words; you may leave it empty")),
            component=field,
        ),
    )


def down(meetup: int, say: Say) -> discord.ui.View:
    """Return the button that takes a hand down."""
    return lasting(Button(label=say(_("Take my hand down")), custom_id=DOWN(id=meetup)))


def dismiss(meetup: int, person: int, say: Say) -> discord.ui.View:
    """Return the button that makes somebody a guest no more."""
    return lasting(Button(label=say(_("Guest no more")), custom_id=DISMISS(id=meetup, person=person)))
