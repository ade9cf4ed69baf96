"""What needs somebody while the bot runs, told once in the channel that a server chose, and in the log."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zlib import crc32

import discord

from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.checks import machine
from bot.platform import troubles
from bot.platform.answers import Interaction, answer
from bot.platform.app import App
from bot.platform.callers import organiser
from bot.platform.logs import names_of
from bot.platform.text import speaking
from bot.storage import meetups, memory, pulse, servers, waiting
from bot.storage.database import Queries
from bot.storage.servers import Server

log = logging.getLogger(__name__)

LATE = timedelta(minutes=1)
DISK, BACKUP = "disk", "backup"
LATE_AT = "late "  # begins the key of an alarm on one meetup; its id follows


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that needs somebody, of one server or of the bot itself (None). Its ``key`` stays until it is over."""

    key: str
    text: Text
    server: int | None = None


async def look(app: App, now: datetime) -> None:
    """Tell each server that chose a channel what is new and what is over.

    What could not be told is tried again at the next call.
    """
    before = await memory.alarms(app.db.read)
    on = {alarm.key: alarm for alarm in await _alarms(app, now)}
    if not on and not before:
        return
    listening = await servers.with_alarms(app.db.read)
    told = {}
    for key, alarm in on.items():
        if key not in before:
            log.error("alarm: %s", key)
        done = before.get(key, [])
        new = [server for server in listening if alarm.server in (None, server.id) and server.id not in done]
        told[key] = [*done, *await _tell(app, key, "🚨 " + alarm.text, new)]
    for key in before.keys() - on.keys():
        log.info("alarm over: %s", key)
        over = await _over(app.db.read, key)
        await _tell(app, f"{key} over", "✓ " + over, [server for server in listening if server.id in before[key]])
    if told != before:
        async with app.db.transaction() as db:
            await memory.note_alarms(db, told)


async def _alarms(app: App, now: datetime) -> list[Alarm]:
    found = []
    if low := await machine.room(app.settings.database):
        found.append(Alarm(DISK, low.text))
    if await pulse.failed_backup(app.db.read):
        text = _("The nightly copy of what I keep failed. Ask whoever runs the bot to look at its log.")
        found.append(Alarm(BACKUP, text))
    for id, late in (await waiting.overdue_by_meetup(app.db.read, now - LATE)).items():
        if (meetup := await meetups.get(app.db.read, id)) is not None:
            text = ngettext(
                "{title}: one moment is more than a minute late. Look at the panel, and ask whoever runs the bot to "
                "look at its log.",
                "{title}: {n} moments are more than a minute late. Look at the panel, and ask whoever runs the bot to "
                "look at its log.",
                late,
                title=meetup.title,
            )
            found.append(Alarm(f"{LATE_AT}{id}", text, meetup.server))
    return found


async def _over(db: Queries, key: str) -> Text:
    if key == DISK:
        return _("The disk has room again.")
    if key == BACKUP:
        return _("What I keep was copied again.")
    meetup = await meetups.get(db, int(key.removeprefix(LATE_AT)))
    return _("{title}: nothing is late any more.", title=meetup.title if meetup else _("A meetup"))


async def _tell(app: App, key: str, text: Text, listening: Iterable[Server]) -> list[int]:
    """Post a text in the channels of servers, once for a key. Returns the servers where it stands."""
    told = []
    for server in listening:
        channel = app.get_channel(server.alarm_channel or 0)
        if isinstance(channel, discord.TextChannel):
            try:
                nonce = crc32(f"{key} {server.id} {app.clock():%Y%m%d%H}".encode())
                await channel.send(speaking(server.language)(text), nonce=nonce)
                told.append(server.id)
            except troubles.FAILURES as error:
                log.warning("an alarm could not be told on a server: %s", names_of(error))
    return told


async def choose(interaction: Interaction, channel: discord.TextChannel | None, *, off: bool) -> None:
    """Store in which channel a server hears of what needs somebody, after a first message there; or tell which it is.

    Raises Refusal where the bot can't write there.
    """
    guild = organiser(interaction).guild
    await interaction.response.defer(ephemeral=True, thinking=True)
    db = interaction.client.db
    server = await servers.get(db.read, guild.id)
    if channel is None and not off:
        await answer(interaction, _told(server))
        return
    if channel is not None:
        await _greet(server, channel)
    after = replace(server, alarm_channel=channel.id if channel else None)
    async with db.transaction() as transaction:
        await servers.save(transaction, after)
    await answer(interaction, _told(after))


async def _greet(server: Server, channel: discord.TextChannel) -> None:
    hello = _("🔔 Here I tell what needs somebody: a disk that gets full, a copy that fails, a moment that comes late.")
    try:
        await channel.send(speaking(server.language)(hello))
    except troubles.FAILURES as error:
        raise Refusal(
            _("I can't write in {channel}. Give me the rights to see it and to send messages there, or choose another.",
              channel=channel.mention)
        ) from error  # fmt: skip


def _told(server: Server) -> Text:
    if server.alarm_channel is None:
        return _("I tell nobody on this server when something needs somebody. Choose a channel: `/meetup alarm`.")
    return _("What needs somebody I tell in {channel}, once.", channel=f"<#{server.alarm_channel}>")
