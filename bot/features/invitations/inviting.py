"""Inviting people: a link that lets them in, and a file for their calendar."""

import io
import logging
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Action, Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.words.text import Refusal, _
from bot.features.invitations import words as invitation_words
from bot.features.invitations.calendar import calendar
from bot.platform import lookup, troubles
from bot.platform.answers import Interaction, answer, bot_of
from bot.platform.channels import REASON
from bot.platform.custom_id import CustomId
from bot.platform.logs import names_of
from bot.platform.views import Button, address
from bot.storage import deeds, events, places, timelines

INVITE = CustomId("meetup:uitnodiging:{id}")
FILE = "meetup.ics"
EVENTS = "https://discord.com/events"

log = logging.getLogger(__name__)


def button(meetup: Meetup, say: Say) -> Button:
    """Return the button that gives a moderator the invitation."""
    return Button(label=say(_("Invitation")), emoji="📨", custom_id=INVITE(id=meetup.id))


async def invite(interaction: Interaction, meetup: Meetup) -> None:
    """Answer a moderator privately with the link and the calendar file. Raises Refusal once the meetup is over."""
    if meetup.state is State.CLOSED:
        raise Refusal(_("This meetup is over, so there is nothing to invite people to."))
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot = bot_of(interaction)
    db = bot.db.read
    plenary = (await places.venue(db, meetup.id)).one(PlaceKind.PLENARY).channel
    known = await events.of_meetup(db, meetup.id)
    event = known.id if known and known.id != events.DELETED else None
    way_in = await _way_in(lookup.text(bot, plenary))
    if way_in:
        link = f"{way_in}?event={event}" if event else way_in
    else:
        link = f"{EVENTS}/{meetup.server}/{event}" if event else address(meetup.server, plenary)
    revision = sum(deed.action is Action.RESCHEDULE for deed in await deeds.of_meetup(db, meetup.id))
    timeline = await timelines.of_meetup(db, meetup.id)
    file = io.BytesIO(calendar(meetup, timeline.ends, link, revision, bot.clock()))
    text = invitation_words.invitation(meetup, link, lets_in=bool(way_in))
    await answer(interaction, text, file=discord.File(file, FILE))


async def _way_in(plenary: discord.TextChannel | None) -> str | None:
    """Return an invite link that stays valid, or None where Discord does not let the bot make one."""
    if plenary is None or not plenary.permissions_for(plenary.guild.me).create_instant_invite:
        return None
    try:
        made: Any = await plenary.create_invite(max_age=0, unique=False, reason=REASON)
    except troubles.FAILURES as error:
        log.warning("no invite link could be made: %s", names_of(error))
        return None
    return str(made.url)
