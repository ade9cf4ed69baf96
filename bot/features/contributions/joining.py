"""Buttons and texts about joining a pledge, for those who join and for its author."""

from collections.abc import Sequence

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.people import joins
from bot.core.people.contributions import Contribution
from bot.core.people.joins import Join
from bot.core.words.text import Part, Text, _, ngettext
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting

JOIN = CustomId("meedoen:{id}")
JOIN_FOUND = CustomId("zoek:meedoen:{id}")
JOINER = CustomId("meedoen:{act}:{id}", act=("naam", "geen-naam", "stop"))
KNOWN = CustomId("meedoen:kennis:{id}")
JOINED = CustomId("meedoen:mijn")


def joined(contribution: int, shows_names: bool, say: Say) -> discord.ui.View:
    """Return the buttons for a person who just joined: whether the author may know them, and to stop joining.

    Where names are hidden only the last.
    """
    buttons = [
        Button(label=say(_("Yes, with my name")), custom_id=JOINER(act="naam", id=contribution)),
        Button(label=say(_("No, without my name")), custom_id=JOINER(act="geen-naam", id=contribution)),
    ]
    stop = Button(label=say(_("I don't join any more")), custom_id=JOINER(act="stop", id=contribution))
    return lasting(*(buttons if shows_names else []), stop)


def who_joins(item: Contribution, meetup: Meetup, joined: Sequence[Join]) -> Text:
    """Return one line on how many join a pledge, with up to four names where both sides agreed."""
    line = "-# 🙋 " + ngettext("one person joins", "{n} people join", len(joined))
    names: list[Part] = [name.cut(40) for name in joins.names(item, meetup, joined)]
    return line + ": " + Text.join(", ", names if len(names) <= 4 else [*names[:4], "…"]) if names else line


def get_known(contribution: int, number: int, row: int, say: Say) -> Button:
    """Return the button with which an author lets those who join know them, in the list of contributions."""
    label = say(_("Get to know {number}", number=number))
    return Button(label=label, emoji="🤝", custom_id=KNOWN(id=contribution), row=row)


def what_i_join(say: Say) -> Button:
    """Return the button that lists the pledges a person joins."""
    return Button(label=say(_("What I join")), emoji="🙋", custom_id=JOINED(), row=4)


def stepping_back(items: Sequence[tuple[int, int]], say: Say) -> discord.ui.View:
    """Return a button for each of these pledges (number in the list and id) to stop joining it."""
    return lasting(
        *(
            Button(label=say(_("Don't join {number}", number=number)), custom_id=JOINER(act="stop", id=id))
            for number, id in items
        )
    )
