"""The buttons of a break-out: to a table, at a table, under a call for help; and the form for words to the tables."""

from collections.abc import Iterable, Sequence

import discord

from bot.content.texts import Say
from bot.core.evening.places import Place
from bot.core.programme.models import ContributionKind
from bot.core.tables.broadcasts import LONGEST
from bot.core.words.text import _
from bot.features.contributions import views as contribution_views
from bot.platform.text import shortened
from bot.platform.views import ID, LABEL, Button, TextInput, lasting

TABLE = f"tafel:{ID}"


def table(place: int, title: str, people: int) -> Button:
    """A room to go to, with how many people are in it."""
    return Button(
        label=f"{shortened(title, LABEL - 6)} · {people}",
        style=discord.ButtonStyle.primary,
        custom_id=f"tafel:{place}",
    )


HELP = f"tafel:hulp:{ID}"
READY = f"tafel:klaar:{ID}"
NOT_READY = f"tafel:nietklaar:{ID}"
AGAIN = f"tafel:opnieuw:{ID}"
CLAIM = f"hulp:ga:{ID}"
DONE = f"hulp:klaar:{ID}"
BROADCAST = f"ruimtes:bericht:{ID}"
BROADCAST_FORM = f"ruimtes:bericht:formulier:{ID}"
LISTED = 25  # options in a list, Discord's limit
LISTS = 4  # a form holds five fields, and one is for the words


def at_table(place: int, kinds: Iterable[ContributionKind], say: Say) -> discord.ui.View:
    """In a table's own chat: a row for the talk, and below it one for what people bring in."""
    below = contribution_views.contribute_buttons(kinds, say)
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


def broadcast_form(meetup: int, tables: Sequence[Place], say: Say) -> discord.ui.Modal:
    """One required field; and the tables to choose from, where choosing none means all."""
    modal = discord.ui.Modal(title=say(_("Message to tables")), custom_id=f"ruimtes:bericht:formulier:{meetup}")
    words = TextInput(
        style=discord.TextStyle.paragraph,
        placeholder=say(_("For example: five more minutes. Choose who speaks for your table.")),
        max_length=LONGEST,
        custom_id="tekst",
    )
    modal.add_item(discord.ui.Label(text=say(_("What do you want to say?")), component=words))
    for number in range(min(LISTS, (len(tables) - 1) // LISTED + 1)):
        part = tables[number * LISTED : (number + 1) * LISTED]
        menu: discord.ui.Select[discord.ui.Modal] = discord.ui.Select(
            placeholder=say(_("All tables")),
            required=False,
            min_values=0,
            max_values=len(part),
            options=[discord.SelectOption(label=shortened(table.title, 100), value=str(table.id)) for table in part],
            custom_id=f"tafels{number}",
        )
        modal.add_item(discord.ui.Label(text=say(_("Only at these tables? (may stay empty)")), component=menu))
    modal.stop()
    return modal
