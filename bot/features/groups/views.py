"""Buttons that ask for groups at once: how many people together, then for how long."""

import discord

from bot.content.texts import Say
from bot.core.tables import groups as rules
from bot.core.words.text import Text, _, ngettext
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting

# The meetup that they are in; 0 stands for none.
ASK = CustomId("groepjes:vraag:{id}")
OF = CustomId("groepjes:van:{id}:{size}", size=2)
FOR = CustomId("groepjes:voor:{id}:{size}:{minutes}", size=2, minutes=2)


def ask_size(id: int, people: int, say: Say) -> tuple[Text, discord.ui.View]:
    """Return the question how many people go together, with a button for each size."""
    text = _(
        "🧩 Groups of how many? {people} in voice now; nobody is left alone.",
        people=ngettext("There is {n} person", "There are {n} people", people),
    )
    return text, lasting(
        *(Button(label=say(Text.of(str(size))), custom_id=OF(id=id, size=size)) for size in rules.SIZES)
    )


def ask_minutes(id: int, size: int, count: int, say: Say) -> tuple[Text, discord.ui.View]:
    """Return the question for how long, with a button for each length, which begins."""
    text = _(
        "🧩 That makes {groups}. For how long? They begin as soon as you press.",
        groups=ngettext("{n} group", "{n} groups", count),
    )
    buttons = (
        Button(
            label=say(ngettext("{n} minute", "{n} minutes", minutes)),
            custom_id=FOR(id=id, size=size, minutes=minutes),
            style=discord.ButtonStyle.primary,
        )
        for minutes in rules.MINUTES
    )
    return text, lasting(*buttons)
