"""Meetups whose row is damaged: name them to their moderators, and put them away."""

import logging
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Venue
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.meetups.views import GO_ON
from bot.platform import mending
from bot.platform.answers import Interaction, answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import of_server
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting
from bot.storage import contributions, meetups, places, timelines
from bot.storage.damage import Damaged

log = logging.getLogger(__name__)

PUT_AWAY = CustomId("meetup:opruimen:{id}")
NOTHING = _("All meetups here can be read, so there is nothing to clear away.")


async def name_damaged(bot: App) -> None:
    """Tell the moderators of each damaged meetup that it can't go on. A failure is logged; the others are told."""
    for meetup in await meetups.unreadable(bot.db.read):
        log.error("meetup %s is damaged: it is left out, the others go on", meetup.id)
        try:
            venue = await _venue(bot, meetup)
            await mending.tell_moderators(bot, meetup, venue, "⚠️ " + meetup.damage, Remedy(Mend.PUT_AWAY, meetup.id))
        except Exception:
            log.exception("meetup %s: its moderators could not be told that it is damaged", meetup.id)


async def _venue(bot: App, meetup: Meetup) -> Venue:
    """Return the places of a meetup; none where just those can't be read."""
    try:
        return await places.venue(bot.db.read, meetup.id)
    except Damaged:
        return Venue(())


async def ask(interaction: Interaction) -> None:
    """Ask whether to put the damaged meetup away; of several, the oldest first."""
    db = bot_of(interaction).db.read
    found = await meetups.unreadable(db, interaction.guild_id or 0)
    if not found:
        raise Refusal(NOTHING)
    meetup, say = found[0], await voice_of(interaction)
    kept = sum((await contributions.per_kind(db, meetup.id)).values())
    text = _("I can't read how “{title}” was planned any more. Shall I put it away?", title=meetup.title)
    await answer(interaction, say(Text.lines(text, _what_goes(kept), _others(len(found) - 1))), _question(meetup, say))


def _what_goes(kept: int) -> Text:
    if not kept:
        return _("Nobody has brought anything in yet. Its channels stay: delete those yourself.")
    return ngettext(
        "The one contribution in it stays with its author for as long as was promised. The channels stay too.",
        "The {n} contributions in it stay with their authors for as long as was promised. The channels stay too.",
        kept,
    )


def _others(more: int) -> Text | str:
    return ngettext("After this one there is one more.", "After this one there are {n} more.", more) if more else ""


def _question(meetup: Meetup, say: Say) -> discord.ui.View:
    return lasting(
        Button(label=say(_("Yes, put it away")), style=discord.ButtonStyle.danger, custom_id=PUT_AWAY(id=meetup.id)),
        Button(label=say(_("No, leave it")), custom_id=GO_ON()),
    )


async def put_away(interaction: discord.Interaction[Any], id: int) -> None:
    """Put a damaged meetup away, and say so. Raises Refusal where it is none, or not of this server."""
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        meetup = await of_server(db, id, interaction.guild_id)
        if meetup is None or meetup.id not in {other.id for other in await meetups.unreadable(db, meetup.server)}:
            raise Refusal(NOTHING)
        await timelines.skip_all(db, id)
        await meetups.put_away(db, id, bot.clock())
    await answer(interaction, _("“{title}” is put away. Plan it again with `/meetup plan`.", title=meetup.title))
