"""The harvest on Discord: write its files, attach them to a message, and take them back when words are erased."""

import asyncio
import contextlib
import logging
import math
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import discord

from bot.content.texts import Say
from bot.content.times import stamp
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import Cue
from bot.core.words.escaping import shortened
from bot.core.words.text import Part, Text, _, ngettext
from bot.features.seats import acts as seat_acts
from bot.harvest import earlier, files
from bot.harvest.earlier import Renewed
from bot.harvest.records import gather
from bot.platform import limits, lookup, standing, troubles
from bot.platform.app import App
from bot.platform.scene import Scene
from bot.storage import posts, timelines

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
READING_BACK = 60.0  # seconds that the harvest at the end waits for missed chat messages to be read
READ_SOON = timedelta(seconds=5)  # how often it is looked whether they are read, to make the files again then
HARVEST = "harvest"  # the part under which its message is stored
_SOMEBODY = re.compile(r"<@!?\d+>")


async def harvest_message(bot: App, meetup: Meetup) -> tuple[Text, tuple[discord.File, ...]]:
    """Write the harvest's files; return the message for the moderators' channel and the files to attach.

    Files over Discord's limit for the server are named with their folder instead. Raises Refusal where the disk
    can't be written. While chat of before is still being read back, it says so, and the files are made again then.
    """
    is_behind = meetup.id in bot.behind
    if is_behind:
        async with bot.db.transaction() as db:
            await timelines.plan_once(db, meetup.id, Cue(CueKind.READ_BACK, 0, bot.clock() + READ_SOON))
    async with gather(bot.db.read, meetup, bot.clock()) as harvest:
        written = await files.write(harvest, bot.settings.harvest_dir, bot.settings.zone)
        late = await asyncio.to_thread(lambda: sum(item.late for item in harvest.contributions))
    most = bot.channels.guild(meetup).filesize_limit
    fitting = [path for path in written if path.stat().st_size <= most]
    too_big = [path for path in written if path not in fitting]
    counts = ", ".join(f"#{kind} {n}" for kind, n in harvest.counts.items() if n) or "–"
    title, over = Text.bold(meetup.title), meetup.state is State.CLOSED
    lines: list[Part] = [
        _("🌾 The harvest of {title}", title=title) if over else _("🌾 The harvest of {title} so far", title=title),
        ngettext("One contribution", "{n} contributions", harvest.total) + f" ({counts})",
        _("For a spreadsheet take the xlsx, to read on the md. The same files stand with the organiser."),
    ]
    if is_behind:
        lines.append(
            _("I still read back what was said in the chat while I was away. After that I make these files again.")
        )
    if too_big:
        lines.append(_only_on_disk(too_big, most))
    if meetup.open_until is not None and bot.clock() < meetup.open_until:
        until = stamp(meetup.open_until, "F")
        lines.append(_("What comes in until {until} counts too, as late: then I make these files again.", until=until))
    elif late:
        lines.append(ngettext("One of them came in after the end.", "{n} of them came in after the end.", late))
    if meetup.ended_at is not None:
        until = stamp(meetup.ended_at + timedelta(days=meetup.keep_days), "F")
        lines.append(_("I keep names and texts until {until}. Then these files go from here too.", until=until))
    if not meetup.shows_names:
        lines.append(_("This programme hides names, so no names are in the files."))
    return Text.lines(*lines), tuple(discord.File(path) for path in fitting)


def _only_on_disk(paths: list[Path], most: int) -> Text:
    return _(
        "Too big to attach, because Discord takes up to {most} here: {files}. They stand in the folder {folder} of the "
        "organiser.",
        most=_size(most),
        files=tuple(f"{path.name} ({_size(path.stat().st_size)})" for path in paths),
        folder=f"`{paths[0].parent}`",
    )


def _size(bytes: int) -> str:
    return f"{math.ceil(bytes / MEGABYTE)} MB"


async def take_back(scene: Scene) -> None:
    """After words were erased: write files on disk anew, remove files and names from the bot's posts, and say so."""
    # Wait for an export that began before the words were erased: it still posts them.
    async with scene.bot.handing_over:
        await _take_back(scene)


async def _take_back(scene: Scene) -> None:
    on_disk = await _renew(scene)
    channel = lookup.text(scene.guild, scene.venue.one(PlaceKind.MODERATORS).channel)
    if channel is None:
        log.warning("meetup %s: words were erased, nobody could be told which files had them", scene.meetup.id)
        return
    await seat_acts.take_names_back(scene)
    handed_out: list[Part] = []
    failures: list[Exception] = []
    async for message in channel.history(limit=None):
        if message.author.id == scene.guild.me.id:
            if names := ", ".join(f"`{attachment.filename}`" for attachment in message.attachments):
                handed_out.append(f"- {stamp(message.created_at, 'F')}: {names}")
            try:
                await _without_people(message, scene.say)
            except troubles.FAILURES as failure:  # of one message: it is tried again after the others
                failures.append(failure)
    lines = [*_told_of_disk(on_disk), *_told_of_copies(handed_out)]
    if lines:
        await scene.post(scene.to_moderators("taken back", Text.lines(_why(scene), *lines)))
    if failures:
        raise ExceptionGroup("not every file could be taken back", failures)


async def _renew(scene: Scene) -> Renewed:
    settings = scene.bot.settings
    written = await earlier.written_for(scene.meetup, settings.harvest_dir, settings.zone)
    if not written:
        return Renewed((), ())
    async with gather(scene.bot.db.read, scene.meetup, scene.now) as harvest:
        return await earlier.renew(harvest, written, settings.zone)


def _told_of_disk(on_disk: Renewed) -> list[Part]:
    lines: list[Part] = []
    for text, paths in (
        (_("These files in the harvest folder I have made again without it:"), on_disk.renewed),
        (_("These files I could not make again. Remove them by hand:"), on_disk.left),
    ):
        lines += [text, *(f"- `{'/'.join(path.parts[-3:])}`" for path in paths)] if paths else []
    return lines


def _told_of_copies(handed_out: list[Part]) -> list[Part]:
    if not handed_out:
        return []
    return [
        _(
            "These files were in this channel, and I take them away. Who has downloaded or passed on one, should "
            "remove it; `/oogst export` gives new ones."
        ),
        *reversed(handed_out),
    ]


async def _without_people(message: discord.Message, say: Say) -> None:
    """Remove files and mentions from one of the bot's posts."""
    content = _SOMEBODY.sub(say(_("somebody")), message.content)
    if message.attachments:
        gone = say(_("I have taken these files away."))
        content = shortened(f"{content}\n-# {gone}", limits.MESSAGE)
    if content != message.content:
        try:
            await message.edit(content=content, attachments=[])
        except discord.NotFound:
            log.info("a post with files was deleted by hand meanwhile")


def _why(scene: Scene) -> Text:
    title = Text.bold(scene.meetup.title)
    if scene.cue.note == "expired":
        return _(
            "🧹 {title} was more than {n} days ago. As people were told, I have erased names and texts; numbers stay.",
            title=title,
            n=scene.meetup.keep_days,
        )
    return _("🧹 Somebody who was at {title} had me erase everything I kept of them.", title=title)


async def hand_over_at_end(scene: Scene) -> None:
    """Hand the harvest over when the meetup is over; what was said while the bot was away belongs in it too."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(READING_BACK), scene.bot.reading_back:
            pass
    await hand_over(scene)


async def hand_over_read(scene: Scene) -> datetime | None:
    """Hand the harvest over once more, as soon as the chat of before is read back."""
    if scene.meetup.id in scene.bot.behind:
        return scene.now + READ_SOON
    await hand_over(scene)
    return None


async def hand_over(scene: Scene) -> None:
    """Write the harvest and post it in the moderators' channel."""
    text, files = await harvest_message(scene.bot, scene.meetup)
    await scene.post([replace(message, files=files) for message in scene.to_moderators(HARVEST, text)])


async def hand_over_again(scene: Scene) -> None:
    """Write the harvest again once nothing more comes in, and put it in its message; post it where that is gone."""
    text, attached = await harvest_message(scene.bot, scene.meetup)
    content = scene.say(text)
    for post in await posts.of_kind(scene.bot.db.read, scene.meetup.id, CueKind.FINISH):
        if post.part == HARVEST and await standing.edit(scene.guild, post, content=content, attachments=attached):
            return
    await hand_over(scene)
