"""How many people one account speaks for: the button that asks it, its form, and keeping the answer."""

from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup, State
from bot.core.tables import screens as rules
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.platform.answers import answer, bot_of
from bot.platform.custom_id import CustomId
from bot.platform.seen import as_read
from bot.platform.views import Button, TextInput, shown
from bot.storage import attendance, wishes

ASK = CustomId("mijn:groep:{id}")
FORM = CustomId("mijn:groep:formulier:{id}")


def button(meetup: int, say: Say) -> Button:
    """Return the button that opens the form."""
    return Button(label=say(_("We are several")), emoji="👥", custom_id=ASK(id=meetup))


def form(meetup: int, say: Say) -> discord.ui.Modal:
    """Return the form: how many, and what they call themselves."""
    number = TextInput(max_length=20, placeholder="24", custom_id="aantal")
    example = say(_("klas 3b, and no names of pupils"))
    name = TextInput(max_length=rules.LONGEST_NAME, placeholder=example, required=False, custom_id="naam")
    return shown(
        discord.ui.Modal(title=say(_("We are several")), custom_id=FORM(id=meetup)),
        discord.ui.Label(text=say(_("How many people are you, with you?")), component=number),
        discord.ui.Label(text=say(_("What are you called? (may stay empty)")), component=name),
    )


async def keep(interaction: discord.Interaction[Any], meetup: Meetup, people: int, typed: Typed) -> None:
    """Store how many people a person's account speaks for and what they are called, and answer.

    Raises Refusal once the meetup takes no contributions any more.
    """
    bot, person = bot_of(interaction), interaction.user.id
    size, name = rules.size_of(people), rules.name_said(await as_read(bot, typed, meetup))
    if meetup.state is State.CLOSED and not meetup.takes_contributions(bot.clock()):
        raise Refusal(_("**{title}** is over already.", title=meetup.title))
    async with bot.db.transaction() as db:
        await wishes.set_screen(db, meetup.id, person, size, name if size > 1 else Typed(""))
        await attendance.count_again(db, meetup.id, person)
    await answer(interaction, _kept(size, name))


def _kept(size: int, name: Typed) -> Text:
    if size == 1:
        return _("You count as one person again.")
    known = _("From now on you count as {n} people", n=size)
    called = Text.of(" (", name, ")") if name else Text.of("")
    return Text.of(known, called, ". ", _("It holds for this meetup; `/mijn groep 1` undoes it."))
