"""Erasing in time: names and texts that were kept long enough, and data of servers that the bot has left."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.evening.slots import Cue
from bot.core.evening.starting import DRAFT_KEPT
from bot.core.people.privacy import LANGUAGE_KEPT
from bot.core.words.text import Refusal
from bot.features.privacy import leaving
from bot.harvest import earlier
from bot.harvest.bundle import files as bundled
from bot.harvest.earlier import Removed
from bot.platform.app import App
from bot.storage import attachments, drafts, intakes, meetups, people, retention, servers, timelines
from bot.storage.database import Queries, Transaction
from bot.storage.file import attached

log = logging.getLogger(__name__)
INTAKE_KEPT = timedelta(days=365)  # since somebody filled in something last (our choice)


async def note_servers(bot: App) -> None:
    """Store which servers the bot has left, also while it was away, and which it is back on.

    Discord names every server at every new connection, also one that it can't show at the moment.
    """
    left, back = await servers.away_from(bot.db.read, {guild.id for guild in bot.guilds})
    if not (left or back):
        return
    now = bot.clock()
    async with bot.db.transaction() as db:
        for server in left:
            await servers.note_left(db, server, now)
        for server in back:
            await servers.note_back(db, server)
    for server in left:
        days = bot.settings.left_server_days
        log.warning("left server %s: all its data goes in %s days, unless I am invited again", server, days)
    for server in back:
        log.info("back on server %s: its data stays", server)


async def tidy(bot: App, now: datetime) -> None:
    """Erase everything whose time is up: old meetups, servers left, and what nobody has touched for long."""
    outdated = (partial(_forget, *row) for row in _OUTDATED)
    steps: list[Callable[[App, datetime], Awaitable[bool]]] = [_old_meetups, _left_servers, *outdated, _old_attachments]
    erased = False
    for step in steps:
        try:
            erased |= await step(bot, now)
        except Refusal:
            raise
        except Exception:
            log.exception("could not tidy up all; it is tried again")
    if erased:
        await bot.db.forget_log()


async def _old_meetups(bot: App, now: datetime) -> bool:
    expired = await retention.expired(bot.db.read, now)
    for id in expired:
        try:
            await _empty(bot, id, now)
        except Refusal:
            raise
        except Exception:
            log.exception("meetup %s: its names and texts could not be erased; the others are", id)
    return bool(expired)


async def _empty(bot: App, id: int, now: datetime) -> None:
    async with bot.db.transaction() as db:
        meetup = await meetups.get(db, id)
        await timelines.skip_all(db, id)
        if meetup is not None and meetup.has_begun:
            await timelines.add_cue(db, id, Cue(CueKind.TAKE_BACK, 0, now, note="expired"))
        await retention.empty(db, id, now)
    log.info("meetup %s: names and texts were kept long enough and are erased", id)


async def _left_servers(bot: App, now: datetime) -> bool:
    if not bot.is_ready():
        return False
    leaving.warn(bot, now, await servers.to_warn_of(bot.db.read))
    gone = await servers.warned_before(bot.db.read, now - leaving.kept(bot))
    erased = [await _erase(bot, server, now) for server in gone if bot.get_guild(server) is None]
    return any(erased)


async def _erase(bot: App, server: int, now: datetime) -> bool:
    """Erase a server, with the files that were made of it; return False where the bot was invited again meanwhile."""
    # The files first: without the rows nobody knows any more whose they are.
    files = await _remove_files(bot, server, await meetups.all_of_server(bot.db.read, server))
    async with bot.db.transaction() as db:
        # Asked again: the bot may have been invited meanwhile.
        if server not in await servers.warned_before(db, now - leaving.kept(bot)) or bot.get_guild(server) is not None:
            return False
        erased = await servers.erase(db, server)
    folder = bot.settings.harvest_dir
    log.warning("server %s: everything is erased, with %s files of its harvests in %s", server, files.gone, folder)
    if files.failed:
        log.error("%s files in %s could not be removed; they are of meetups %s", files.failed, folder, erased)
    return True


async def _remove_files(bot: App, server: int, of: Sequence[Meetup]) -> Removed:
    settings = bot.settings
    paths = {path for one in of for path in await earlier.written_for(one, settings.harvest_dir, settings.zone)}
    bundle = await asyncio.to_thread(bundled.remove, bundled.home_of(settings.harvest_dir, server))
    removed = await earlier.remove(sorted(paths))
    return Removed(removed.gone + bundle.gone, removed.failed + bundle.failed)


IsAny = Callable[[Queries, datetime], Awaitable[bool]]
Forget = Callable[[Transaction, datetime], Awaitable[None]]
# What nobody has touched for a time: how long that is, whether there is any, and forgetting it.
_OUTDATED: tuple[tuple[timedelta, IsAny, Forget], ...] = (
    (LANGUAGE_KEPT, people.any_unused, people.forget_unused),
    (DRAFT_KEPT, drafts.any_old, drafts.forget_old),
    (INTAKE_KEPT, intakes.any_old, intakes.forget_old),
)


async def _forget(kept: timedelta, is_any: IsAny, forget: Forget, bot: App, now: datetime) -> bool:
    """Forget what nobody has touched for so long."""
    if not await is_any(bot.db.read, now - kept):
        return False
    async with bot.db.transaction() as db:
        await forget(db, now - kept)
    return True


async def _old_attachments(bot: App, _now: datetime) -> bool:
    """Remove the attachments of meetups that are over or gone; what they show stands on Discord."""
    if await attachments.any_over(bot.db.read):
        async with bot.db.transaction() as db:
            await attachments.forget_over(db)
    kept = await attachments.files(bot.db.read)
    await asyncio.to_thread(attached.sweep, attached.home(bot.db.path), kept)
    return False
