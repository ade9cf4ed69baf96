"""Putting a contribution under another: buttons under the other, and a list to choose it from afterwards."""

from collections.abc import Sequence

import discord

from bot.content.texts import Say, bare
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind, Source, called, through
from bot.core.people import parents as rules
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.programme.models import Programme
from bot.core.words.escaping import shortened
from bot.core.words.text import Text, _
from bot.platform import limits
from bot.platform.app import App
from bot.platform.custom_id import CustomId
from bot.platform.views import Button
from bot.storage import contributions, meetups, parents

UNDER = CustomId("bijdrage:onder:{kind}:{id}", kind=through(Source.FORM))  # the id of what it stands under
UNDER_FORM = CustomId("bijdrage:onder:formulier:{kind}:{id}", kind=through(Source.FORM))
PLACE = CustomId("bijdrage:hoort:{id}")  # the id of what is put under another
NOWHERE = "0"  # in the list: under nothing
SHOWN = 150  # characters of what something stands under


def buttons(item: Contribution, programme: Programme, behind: str, say: Say) -> list[Button]:
    """Return a button for each kind that may stand under a contribution; ``behind`` stands behind each label."""
    return [
        Button(label=say(under + behind), emoji=KINDS[child].emoji, custom_id=UNDER(kind=child, id=item.id))
        for child in rules.children_of(item.kind)
        if (under := KINDS[child].under) and programme.takes(child)
    ]


async def found(bot: App, meetup: Meetup, kind: ContributionKind, id: int, person: int) -> Contribution | None:
    """Return the contribution that something of this kind is to stand under; None where it may not, or is gone.

    It may be of another meetup of the same server, where it is shown at this one.
    """
    item = await contributions.get(bot.db.read, id)
    if not item or not rules.may_follow(kind, item, person):
        return None
    if item.meetup == meetup.id:
        return item
    other = await meetups.get(bot.db.read, item.meetup)
    return item if other and other.server == meetup.server and item.is_public else None


async def line(bot: App, item: Contribution) -> Text | None:
    """Return the line that tells its author what a contribution stands under; None where they may not read that."""
    parent = await contributions.get(bot.db.read, item.parent) if item.parent else None
    if parent is None or not parent.text or not rules.may_read(parent, item.author):
        return None
    words = Text.cut(sentences.opened(parent.kind, parent.text.line), SHOWN)
    return Text.of("> ↳ ", called(parent.kind), ": ", words)


async def menu(bot: App, meetup: Meetup, item: Contribution, say: Say) -> discord.ui.Select[discord.ui.View] | None:
    """Return the list to choose what a contribution stands under; None where there is nothing to choose."""
    row = KINDS[item.kind]
    if row.place is None:
        return None
    there = await parents.of_kinds(bot.db.read, meetup.id, row.parents)
    choices = rules.candidates(item.kind, there, item.author)[: limits.OPTIONS - 1]
    return _menu(item, choices, say(row.place), say) if choices else None


def _menu(
    item: Contribution, choices: Sequence[Contribution], question: str, say: Say
) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(
            label=shortened(bare(one.text.line), limits.OPTION),
            value=str(one.id),
            emoji=KINDS[one.kind].emoji if rules.is_chosen(one) else None,
            default=one.id == item.parent,
        )
        for one in choices
    ]
    options.append(discord.SelectOption(label=say(_("None of these")), value=NOWHERE))
    return discord.ui.Select(custom_id=PLACE(id=item.id), placeholder=question, options=options)
