"""Repair of channels deleted by hand: make them again, post again what belongs there, tell the moderators."""

import logging
from collections.abc import Sequence
from datetime import datetime

import discord

from bot.core.evening import events
from bot.core.evening.cue_rules import Scope
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.evening.retries import Retry
from bot.core.words.escaping import shortened
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Text, _
from bot.platform import limits, lookup, remedies, troubles, untold
from bot.platform.app import App
from bot.platform.channels import Standing
from bot.platform.logs import names_of
from bot.platform.text import speaking
from bot.platform.troubles import Missing
from bot.storage import calls, meetups, places, posts, retries, timelines
from bot.storage.database import Transaction
from bot.storage.file.trouble import Unavailable

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
    if await places.remade(app.db.read, meetup.id):
        await say_again(app, meetup, standing.venue)
    for place, retry in standing.failed:
        if retry.is_to_tell(app.clock()):
            await tell_once(app, meetup, standing.venue, retry, troubles.told(troubles.name(place), retry))
    return standing


async def try_again(app: App, meetup: Meetup) -> Standing:
    """Have all that failed in a channel tried again now, and make missing channels; return what still fails.

    Of a meetup that is over no channel is made again.
    """
    now = app.clock()
    async with app.db.transaction() as db:
        waiting = {retry.cue for retry in await retries.of_meetup(db, meetup.id)}
        await retries.hurry(db, meetup.id, now)
        for cue in (await timelines.of_meetup(db, meetup.id)).cues:
            if cue.id in waiting and CUES[cue.kind].comes_back:
                await timelines.wake(db, meetup.id, cue.kind, now, block=cue.block, note=cue.note)
    if meetup.state is State.CLOSED:
        return Standing(await places.venue(app.db.read, meetup.id), ())
    return await ensure(app, meetup, at_once=True)


async def tell_once(app: App, meetup: Meetup, venue: Venue, retry: Retry, text: Text) -> None:
    """Tell the moderators what fails in one channel, unless they know already that something does there."""
    async with app.turns["tell", meetup.id, retry.target]:
        known = await retries.is_told(app.db.read, meetup.id, retry.target)
        if known or await tell_moderators(app, meetup, venue, text, Remedy(Mend.TRY_AGAIN, meetup.id)):
            async with app.db.transaction() as db:
                await retries.told(db, retry)


async def say_again(app: App, meetup: Meetup, venue: Venue) -> None:
    """Have messages posted again in channels that were made again, and tell the moderators."""
    async with app.db.transaction() as db:
        gone = await places.remade(db, meetup.id)  # by place, the channel that is gone
        made = [place for place in venue.places if place.id in gone]
        if not made:
            return  # somebody else has just done it
        blocks = {place.block for place in made if place.kind is PlaceKind.TABLE and place.block is not None}
        plenary = any(place.kind is PlaceKind.PLENARY for place in made)
        before = await timelines.of_meetup(db, meetup.id)
        after = events.said_again(before, blocks | ({-1} if plenary else set()), app.clock())
        await timelines.save(db, meetup.id, after, before)
        for place in made:
            if place.kind is PlaceKind.MODERATORS:
                await _ask_again(db, meetup, gone[place.id], app.clock())
        await timelines.wake(db, meetup.id, CueKind.PANEL, app.clock())
        await timelines.wake(db, meetup.id, CueKind.FLOOR, app.clock())
        await timelines.wake(db, meetup.id, CueKind.EVENT, app.clock())  # it leads to the plenary
        await places.forget_remade(db, meetup.id)
        await untold.keep_in(db, meetup, _words(meetup, mended(made)), app.clock())
    app.untold.add(meetup.server)
    await _tell_untold(app, meetup, venue)


async def _ask_again(db: Transaction, meetup: Meetup, gone: int, now: datetime) -> None:
    """Have posted again what moderators were asked in a channel that is gone: open calls for help, and all buttons."""
    for call in (await calls.open_of_meetup(db, meetup.id)).values():
        await timelines.wake(db, meetup.id, CueKind.HELP, now, note=str(call.id))
    for post in await posts.standing_in(db, gone):
        whose = await posts.of_message(db, post.message)
        if whose and whose.kind not in KEPT:
            await bring_back(db, post.message, now)


async def tell_moderators(app: App, meetup: Meetup, venue: Venue, text: Text, remedy: Remedy | None = None) -> bool:
    """Post in the moderators' channel, or where it is gone, in the channel a dry run reports to.

    Where that fails, they read it as soon as it works again, or privately before that; see ``untold``. Returns False
    where it could not be kept either.
    """
    words = _words(meetup, text)
    try:
        await _moderators(app, meetup, venue).send(words, view=remedies.view(remedy, speaking(meetup.language)))
    except (*troubles.FAILURES, Missing) as error:
        log.warning("meetup %s: could not tell the moderators: %s", meetup.id, names_of(error))
        return await untold.keep(app, meetup, words)
    await _tell_untold(app, meetup, venue)
    return True


async def _tell_untold(app: App, meetup: Meetup, venue: Venue) -> None:
    """Post what the moderators still have to read. A failure is only logged: its cue tries it again."""
    try:
        await tell_untold(app, meetup, venue)
    except (*troubles.FAILURES, Missing, Unavailable) as error:
        log.warning("meetup %s: could not tell the moderators what came before: %s", meetup.id, names_of(error))


async def tell_untold(app: App, meetup: Meetup, venue: Venue) -> None:
    """Post what the moderators still have to read. Raises what Discord raises, and Missing without a channel."""
    await untold.say_each(app, meetup.id, _moderators(app, meetup, venue).send)


def _moderators(app: App, meetup: Meetup, venue: Venue) -> discord.TextChannel:
    """Return where moderators read what goes wrong. Raises Missing."""
    ours = (place.channel for place in venue.places if place.kind is PlaceKind.MODERATORS)
    channel = lookup.text(app, next(ours, None)) or lookup.text(app, meetup.report_to)
    if channel is None:
        raise Missing
    return channel


def _words(meetup: Meetup, text: Text) -> str:
    return shortened(speaking(meetup.language)(text), limits.MESSAGE)


def mended(made: Sequence[Place]) -> Text:
    """Notice for the moderators: these channels were gone and have been made again."""
    names = tuple(map(troubles.name, made))
    return _("A channel of this meetup was gone. I have made it again: {names}. We go on.", names=names)


# These bring their messages back by themselves.
KEPT = (CueKind.PANEL, CueKind.HELP, CueKind.CLOSING, CueKind.TABLE_CARD, CueKind.TURNOUT)
# What is deleted of these stays away: whoever may do that decides what stands in the plenary, and the notice on what
# is kept was read; its button stands elsewhere too.
GONE_FOR_GOOD = (CueKind.WALL, CueKind.POLL, CueKind.PRIVACY)


async def bring_back(db: Transaction, message: int, now: datetime) -> None:
    """Have a deleted message posted again while people need its buttons: all evening, or until its block is over."""
    whose = await posts.of_message(db, message)
    if whose is None:
        return
    if whose.kind in KEPT:
        await timelines.wake(db, whose.meetup, whose.kind, now, note=whose.note)
        return
    if not whose.has_buttons or whose.kind in GONE_FOR_GOOD:
        return
    meetup, timeline = await meetups.get(db, whose.meetup), await timelines.of_meetup(db, whose.meetup)
    is_over = timeline.current is not None and whose.block < timeline.current.block
    if meetup and meetup.state is not State.CLOSED and (CUES[whose.kind].scope is Scope.MEETUP or not is_over):
        await posts.lose(db, message, whose.part)
        await timelines.reopen(db, whose.cue, now)
