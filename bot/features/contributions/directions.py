"""Beginning a pledge with a direction of one's own table: a list of them, each of which fills in the form."""

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place
from bot.core.kinds import always_asked
from bot.core.people import sentences
from bot.core.words.text import _
from bot.core.words.typed import Typed
from bot.platform import limits
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, label

MENU = CustomId("richting:{place}")
ASK = CustomId("richting:vraag:{meetup}")
KIND = always_asked()[0]  # what a direction is the beginning of


def of_table(meetup: Meetup, place: Place) -> list[Typed]:
    """Return the directions of a table, each as the words after "Morgen …"; empty where it has none."""
    if place.block is None:
        return []
    room = meetup.programme.blocks[place.block].rooms[place.room]
    return [sentences.as_pledge(direction) for direction in room.directions]


def menu(meetup: Meetup, place: Place, say: Say, row: int | None = None) -> discord.ui.Select[discord.ui.View] | None:
    """Return the list of a table's directions, or None where it has none."""
    options = [
        discord.SelectOption(label=label(words, limits.OPTION), value=str(number))
        for number, words in enumerate(of_table(meetup, place))
    ]
    if not options:
        return None
    placeholder = say(_("Begin with an example: tomorrow …"))
    return discord.ui.Select(custom_id=MENU(place=place.id), placeholder=placeholder, options=options, row=row)


def ask(meetup: int, say: Say) -> Button:
    """Return the button that shows the directions of a person's own table."""
    return Button(label=say(_("Begin with an example")), custom_id=ASK(meetup=meetup))
