"""What can be done with one of the meetups of the list: its lines, with a button for each."""

from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening import listed as rules
from bot.core.evening.listed import Listed
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Part, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups import afterwards, archiving, copying, listing, renaming
from bot.features.meetups.picking import known
from bot.platform import lookup, remedies
from bot.platform.answers import answer_in_place, bot_of, voice_of
from bot.platform.callers import moderator
from bot.platform.views import Button, lasting
from bot.storage import places
from bot.storage.damage import Damaged
from bot.storage.database import Queries


async def show(interaction: discord.Interaction[Any], which: Typed, page: int) -> None:
    """Show one meetup with its channels and what can be done with it; ``page`` is where it stands in the list.

    Raises Refusal where it is not of this server.
    """
    server = await moderator(interaction)
    bot, say = bot_of(interaction), await voice_of(interaction)
    found = await known(bot.db.read, server.id)
    meetup = rules.meant(which, found)
    lines: list[Part] = [await listing.entry(bot.db.read, meetup, {one.id: one for one in found})]
    if channels := await _channels(bot.db.read, interaction, meetup):
        lines.append(channels)
    await answer_in_place(interaction, say(Text.lines(*lines)), _below(meetup, page, say))


async def _channels(db: Queries, interaction: discord.Interaction[Any], meetup: Listed) -> Text | None:
    """Return links to the plenary and the moderators' channel, as far as they are there."""
    try:
        venue = await places.venue(db, meetup.id)
    except Damaged as damaged:
        return "⚠️ " + damaged.text
    ids = [place.channel for place in venue.places if place.kind in (PlaceKind.PLENARY, PlaceKind.MODERATORS)]
    there = [f"<#{id}>" for id in ids if interaction.guild and lookup.channel(interaction.guild, id)]
    return Text.of("-# ", Text.join(" · ", there)) if there else None


def _below(meetup: Listed, page: int, say: Say) -> discord.ui.View:
    if meetup.state is State.CLOSED:
        buttons = [_files(meetup, say)] if meetup.has_begun else []
        buttons += [_clear(meetup, say)] if meetup.channels else []
    else:
        buttons = [remedies.button(Remedy(Mend.STATUS, meetup.id), say)]
    copy = Button(label=say(_("Plan it once more")), emoji="📋", custom_id=copying.FORM(id=meetup.id))
    rename = Button(label=say(_("Another name")), emoji="✏️", custom_id=renaming.FORM(id=meetup.id))
    back = Button(label=say(_("Back to the list")), emoji="◀️", custom_id=listing.PAGE(page=page))
    return lasting(*buttons, copy, rename, back)


def _files(meetup: Listed, say: Say) -> Button:
    return Button(label=say(_("Make the files again")), emoji="🌾", custom_id=afterwards.FILES(id=meetup.id))


def _clear(meetup: Listed, say: Say) -> Button:
    return Button(label=say(_("Clear it away")), emoji="🧹", custom_id=archiving.ASK(id=meetup.id))
