"""How the buttons at a table look, those under a call for help, and the form for words to the tables."""

from collections.abc import Iterable, Sequence

import discord

from bot import panels
from bot.core.broadcasts import LONGEST
from bot.core.places import Place
from bot.core.programme import ContributionKind
from bot.core.words import _
from bot.panels import Button, TextInput, lasting
from bot.replies import shortened
from bot.texts import Say

_ID = r"(?P<id>\d{1,18})"
HELP = f"tafel:hulp:{_ID}"
READY = f"tafel:klaar:{_ID}"
NOT_READY = f"tafel:nietklaar:{_ID}"
AGAIN = f"tafel:opnieuw:{_ID}"
CLAIM = f"hulp:ga:{_ID}"
DONE = f"hulp:klaar:{_ID}"
BROADCAST = f"ruimtes:bericht:{_ID}"
BROADCAST_FORM = f"ruimtes:bericht:formulier:{_ID}"

LISTED = 25  # options in a list, Discord's limit
LISTS = 4  # a form holds five fields, and one is for the words


def at_table(place: int, kinds: Iterable[ContributionKind], say: Say) -> discord.ui.View:
    """In a table's own chat: a row for the talk, and below it one for what people bring in."""
    below = panels.contribute_buttons(kinds, say)
    for button in below:
        button.row = 1
    return lasting(
        Button(label=say(_("Show again")), emoji="🔁", custom_id=f"tafel:opnieuw:{place}", row=0),
        Button(label=say(_("Help")), emoji="🙋", custom_id=f"tafel:hulp:{place}", row=0),
        Button(label=say(_("We are ready")), emoji="🙌", custom_id=f"tafel:klaar:{place}", row=0),
        *below,
    )


def after_all(place: int, say: Say) -> discord.ui.View:
    """The way back for a table that said it was ready."""
    return lasting(Button(label=say(_("Not ready after all")), custom_id=f"tafel:nietklaar:{place}"))


def call(id: int, say: Say, *, claimed: bool) -> discord.ui.View:
    """Under a call for help."""
    buttons = [Button(label=say(_("Done")), emoji="✅", custom_id=f"hulp:klaar:{id}")]
    if not claimed:
        going = Button(label=say(_("I go")), emoji="🏃", style=discord.ButtonStyle.primary, custom_id=f"hulp:ga:{id}")
        buttons.insert(0, going)
    return lasting(*buttons)


def broadcast_form(meetup: int, rooms: Sequence[Place], say: Say) -> discord.ui.Modal:
    """One required field; and the tables to choose from, where choosing none means all."""
    modal = discord.ui.Modal(title=say(_("Message to tables")), custom_id=f"ruimtes:bericht:formulier:{meetup}")
    words = TextInput(
        style=discord.TextStyle.paragraph,
        placeholder=say(_("For example: five more minutes. Choose who speaks for your table.")),
        max_length=LONGEST,
        custom_id="tekst",
    )
    modal.add_item(discord.ui.Label(text=say(_("What do you want to say?")), component=words))
    for number in range(min(LISTS, (len(rooms) - 1) // LISTED + 1)):
        part = rooms[number * LISTED : (number + 1) * LISTED]
        tables: discord.ui.Select[discord.ui.Modal] = discord.ui.Select(
            placeholder=say(_("All tables")),
            required=False,
            min_values=0,
            max_values=len(part),
            options=[discord.SelectOption(label=shortened(room.title, 100), value=str(room.id)) for room in part],
            custom_id=f"tafels{number}",
        )
        modal.add_item(discord.ui.Label(text=say(_("Only at these tables? (may stay empty)")), component=tables))
    modal.stop()
    return modal
