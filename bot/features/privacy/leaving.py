"""Servers that the bot has left: a warning to the organiser, with all files, before anything is erased."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.words.text import Refusal, Text, ngettext
from bot.harvest.bundle import files
from bot.harvest.bundle.collecting import Collector
from bot.harvest.bundle.files import Wish
from bot.harvest.bundle.sources import in_database
from bot.platform.app import App
from bot.storage import meetups, servers

log = logging.getLogger(__name__)

AGAIN = timedelta(hours=1)  # after a bundle that could not be made (our choice)


def kept(bot: App) -> timedelta:
    """Return how long everything of a server stays after the warning."""
    return timedelta(days=bot.settings.left_server_days)


def warned(days: int) -> Text:
    """Return the sentence for moderators on what happens when they remove the bot."""
    return ngettext(
        "If I leave this server, I erase everything of it a day later. `/oogst bundel` gives you all of it before.",
        "If I leave this server, I erase everything of it {n} days later. `/oogst bundel` gives you all of it before.",
        days,
    )


def warn(bot: App, now: datetime, left: Iterable[int]) -> None:
    """Begin to warn of servers that were left, each once an hour until it worked; running meetups don't wait."""
    for server in left:
        if (
            bot.get_guild(server) is None
            and now - bot.bundled.get(server, datetime.min.replace(tzinfo=now.tzinfo)) >= AGAIN
        ):
            bot.bundled[server] = now
            task = asyncio.create_task(_warn(bot, server))
            bot.asides.add(task)
            task.add_done_callback(bot.asides.discard)


async def _warn(bot: App, server: int) -> None:
    """Bundle the meetups of a server, tell in the log where, and store that it was told."""
    try:
        home, now = await _bundled(bot, server), bot.clock()
        async with bot.db.transaction() as db:
            await servers.note_warned(db, server, now)
    except Refusal as refusal:
        log.error("server %s was left and is not erased, because its files could not be made: %s", server, refusal)
        return
    except Exception:
        log.exception("server %s was left and is not erased, because its files could not be made", server)
        return
    where = f"all its meetups are in {home}; copy what you need" if home else "there is nothing to bundle of it"
    log.warning("server %s was left: %s. On %s everything of it is erased", server, where, now + kept(bot))


async def _bundled(bot: App, server: int) -> Path | None:
    """Return the folder of the server's bundle, made just now; None where there is nothing to bundle."""
    of, zone = await meetups.each(bot.db.read, server), bot.settings.zone
    if not any(meetup.has_begun and meetup.is_readable for meetup in of):
        return None
    home = await asyncio.to_thread(files.home_of, bot.settings.harvest_dir, server)

    async def read(collector: Collector) -> None:
        await collector.add_all(in_database(bot.db.read, of, str(bot.db.path), bot.clock(), zone))

    async with bot.turns["bundle", server]:
        await files.make(read, home, Wish(), bot.clock(), zone)
    return home
