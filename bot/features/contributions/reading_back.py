"""Chat that the bot missed: what was said, edited and deleted while it was away, or could not save."""

import logging
from collections.abc import Container, Iterable
from datetime import timedelta

import aiohttp
import discord

from bot.core.evening.meetup import Meetup
from bot.core.words.text import Refusal
from bot.features.contributions import settling
from bot.features.contributions.listening import Heard, hear, is_said
from bot.platform import lookup
from bot.platform.app import App
from bot.storage import meetups, places
from bot.storage import messages as chat_messages
from bot.storage.damage import Damaged
from bot.storage.database import to_ms

log = logging.getLogger(__name__)

# How long after a meetup its chat is read again after each absence: who deletes or edits a message does so soon.
CHANGED_WITHIN = timedelta(days=14)
AT_ONCE = 100  # messages that are stored in one transaction
# What a call may raise: Discord's answers, a wait that is too long, a line that breaks.
REFUSED = (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError)
NEVER = (discord.Forbidden, discord.NotFound)  # trying again is no use


async def read_back(app: App, of: Container[int] | None = None, without: Container[int] = ()) -> None:
    """Read the channels and threads of all meetups that ``_waiting`` has; ``of`` some servers, or ``without`` some.

    ``App.behind`` has the meetups where that is not done, also because Discord refused.
    """
    due = await _waiting(app)
    waiting = [one for one in due if (of is None or one.server in of) and one.server not in without]
    app.behind |= {meetup.id for meetup in waiting}
    await _read_all(app, waiting)


async def read_rest(app: App) -> None:
    """Try again the meetups that are still behind, as far as ``_waiting`` has them."""
    waiting = [meetup for meetup in await _waiting(app) if meetup.id in app.behind]
    app.behind.intersection_update(meetup.id for meetup in waiting)
    await _read_all(app, waiting)


async def _waiting(app: App) -> list[Meetup]:
    """Return the meetups that take contributions, and those where people may still take back or change their words."""
    return await meetups.to_read_back(app.db.read, app.clock() - CHANGED_WITHIN)


async def _read_all(app: App, waiting: Iterable[Meetup]) -> None:
    async with app.reading_back:
        for meetup in waiting:
            guild = app.get_guild(meetup.server)
            # A server that is away is read when it is back.
            try:
                if guild is None or guild.unavailable or await _read(app, meetup):
                    app.behind.discard(meetup.id)
            except Refusal:
                raise
            except Exception:
                log.exception("meetup %s: its chat could not be read back; that of the others is", meetup.id)


async def _read(app: App, meetup: Meetup) -> bool:
    """Read every place of a meetup; return whether all that can be read was."""
    done = True
    try:
        venue = await places.venue(app.db.read, meetup.id)
    except Damaged:
        return done
    for place in venue.places:
        if channel := lookup.chat(app, place.channel):
            for part in (channel, *await _threads(channel, meetup)):
                try:
                    await _catch_up(app, meetup, part)
                except REFUSED as error:
                    log.warning("meetup %s: could not read a channel: %s", meetup.id, type(error).__name__)
                    done = done and isinstance(error, NEVER)
    return done


async def _threads(channel: lookup.Chat, meetup: Meetup) -> Iterable[discord.Thread]:
    """Return the threads of a channel, with those that Discord archived since the meetup began."""
    if not isinstance(channel, discord.TextChannel):
        return []
    found = {thread.id: thread for thread in channel.threads}
    try:
        async for thread in channel.archived_threads(limit=None):
            if meetup.started_at is not None and thread.archive_timestamp < meetup.started_at:
                break  # the last archived come first
            found[thread.id] = thread
    except REFUSED as error:
        log.warning("meetup %s: could not list archived threads: %s", meetup.id, type(error).__name__)
    return found.values()


async def _catch_up(app: App, meetup: Meetup, channel: lookup.Chat) -> None:
    """Read a channel or thread from its end back to the start of the meetup. Doing it twice changes nothing.

    Not from the last known message on: what was edited or deleted meanwhile may be older.
    """
    known = await chat_messages.messages_in(app.db.read, meetup.id, channel.id)
    dealt_with = await chat_messages.versions_in(app.db.read, meetup.id)
    members: dict[int, discord.Member] = {}
    seen: set[int] = set()
    new: list[Heard] = []
    async for message in channel.history(limit=None, after=meetup.started_at, oldest_first=False):
        seen.add(message.id)
        if not is_said(message) or _is_old(message, known, dealt_with):
            continue
        if message.id not in known and not meetup.takes_contributions(message.created_at):
            continue  # said too late
        if author := members.get(message.author.id):
            message.author = author
        try:
            heard = await hear(app, message, meetup)
        except (Refusal, *REFUSED):
            raise
        except Exception:
            log.exception("meetup %s: message %s could not be read; the others are", meetup.id, message.id)
            continue
        if isinstance(heard.author, discord.Member):
            members[heard.author.id] = heard.author
        if heard.reading.kept or heard.reading.asked or message.id in known:
            new.append(heard)
        if len(new) == AT_ONCE:
            await settling.catch_up(app, new[::-1])
            new = []
    if new:
        await settling.catch_up(app, new[::-1])
    assert meetup.started_at is not None
    first = discord.utils.time_snowflake(meetup.started_at)
    await settling.gone(app, [id for id in sorted(known - seen) if id > first and await _is_gone(channel, id)])


def _is_old(message: discord.Message, known: set[int], dealt_with: dict[int, int]) -> bool:
    """Return whether this version of a message was dealt with."""
    if message.edited_at is None:
        return message.id in known or message.id in dealt_with
    return dealt_with.get(message.id, 0) >= (to_ms(message.edited_at) or 0)


async def _is_gone(channel: lookup.Chat, message: int) -> bool:
    """Return whether Discord says that a message does not exist.

    An empty history is no proof: the bot may not be allowed to read it.
    """
    try:
        await channel.fetch_message(message)
    except discord.NotFound:
        return True
    except REFUSED:
        return False
    return False
