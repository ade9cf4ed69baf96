"""Repair of channels deleted by hand: make them again, post again what belongs there, tell the moderators."""

import logging
from collections.abc import Sequence
from datetime import datetime

from bot.core.evening import events
from bot.core.evening.cues import CUES, CueKind, Scope
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.words.escaping import shortened
from bot.core.words.text import Text, _
from bot.platform import limits, lookup, troubles
from bot.platform.app import App
from bot.platform.channels import Standing
from bot.platform.logs import names_of
from bot.platform.text import speaking
from bot.storage import meetups, places, posts, retries, timelines
from bot.storage.database import Transaction

log = logging.getLogger(__name__)


async def mend(app: App, meetup_id: int) -> None:
    """Make the deleted channels of a meetup again and tell the moderators. Does nothing once the meetup is over."""
    meetup = await meetups.get(app.db.read, meetup_id)
    if meetup is None or not meetup.is_readable or meetup.state is State.CLOSED:
        return
    await ensure(app, meetup)


async def ensure(app: App, meetup: Meetup, *, at_once: bool = False) -> Standing:
    """Make missing channels; tell the moderators what was made again, and once each what can't be made."""
    standing = await app.channels.ensure(meetup, at_once=at_once)
    if standing.mended:
        await say_again(app, meetup, standing)
    for place, retry in standing.failed:
        if retry.is_to_tell(app.clock()):
            text = troubles.told(troubles.name(place), retry)
            if await tell_moderators(app, meetup, standing.venue, text):
                async with app.db.transaction() as db:
                    await retries.told(db, retry)
    return standing


async def say_again(app: App, meetup: Meetup, standing: Standing) -> None:
    """Have messages posted again in channels that were made again, and tell the moderators."""
    blocks = {place.block for place in standing.made if place.kind is PlaceKind.TABLE and place.block is not None}
    plenary = any(place.kind is PlaceKind.PLENARY for place in standing.made)
    async with app.db.transaction() as db:
        before = await timelines.of_meetup(db, meetup.id)
        after = events.said_again(before, blocks | ({-1} if plenary else set()), app.clock())
        await timelines.save(db, meetup.id, after, before)
        await timelines.wake(db, meetup.id, CueKind.PANEL, app.clock())
    await tell_moderators(app, meetup, standing.venue, mended(standing.made))


async def tell_moderators(app: App, meetup: Meetup, venue: Venue, text: Text) -> bool:
    """Post in the moderators' channel, or where it is gone, in the channel a dry run reports to.

    A failure is only logged. Returns True when it stands there.
    """
    own = lookup.text(app, venue.one(PlaceKind.MODERATORS).channel)
    channel = own or lookup.text(app, meetup.report_to)
    if channel is None:
        log.warning("meetup %s: there is no channel to tell the moderators", meetup.id)
        return False
    try:
        await channel.send(shortened(speaking(meetup.language)(text), limits.MESSAGE))
    except troubles.FAILURES as error:
        log.warning("meetup %s: could not tell the moderators: %s", meetup.id, names_of(error))
        return False
    return True


def mended(made: Sequence[Place]) -> Text:
    """Notice for the moderators: these channels were gone and have been made again."""
    names = tuple(map(troubles.name, made))
    return _("A channel of this meetup was gone. I have made it again: {names}. We go on.", names=names)


# Parts of cues that have buttons which people need as long as their block goes on.
BUTTONS = ("welcome", "opening", "panel", "seated")
KEPT = (CueKind.PANEL, CueKind.HELP)  # these bring their messages back by themselves


async def bring_back(db: Transaction, message: int, now: datetime) -> None:
    """Have a deleted message posted again where people need its buttons now: in the current block, or all evening."""
    whose = await posts.of_message(db, message)
    if whose is None:
        return
    timeline = await timelines.of_meetup(db, whose.meetup)
    current = timeline.current.block if timeline.current else None
    if whose.kind in KEPT:
        await timelines.wake(db, whose.meetup, whose.kind, now, note=whose.note)
        return
    needed = CUES[whose.kind].scope is Scope.MEETUP or whose.block == current
    if needed and whose.part.startswith(BUTTONS) and not await _is_plain(db, whose):
        await posts.lose(db, message, whose.part)
        await timelines.reopen(db, whose.cue)


async def _is_plain(db: Transaction, whose: posts.Posted) -> bool:
    """True for the opening of a block in the plenary that asks for nothing: it has no buttons."""
    if not whose.part.startswith("opening"):
        return False
    meetup = await meetups.get(db, whose.meetup)
    plenary = (await places.venue(db, whose.meetup)).one(PlaceKind.PLENARY)
    return meetup is not None and whose.channel == plenary.channel and not meetup.programme.blocks[whose.block].asks
