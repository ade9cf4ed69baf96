"""The harvest on Discord: write its files, attach them to a message, and take them back when words are erased."""

import asyncio
import contextlib
import logging
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import discord

from bot.content.texts import Say
from bot.content.times import stamp
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import Step
from bot.core.evening.slots import Cue
from bot.core.kinds import called
from bot.core.words.escaping import shortened
from bot.core.words.text import Part, Text, _, ngettext
from bot.core.words.typed import Shown
from bot.features.meetups import afterwards
from bot.features.seats import acts as seat_acts
from bot.features.seats import words as seat_words
from bot.harvest import earlier, files
from bot.harvest.earlier import Renewed
from bot.harvest.records import gather
from bot.platform import limits, lookup, mending, standing
from bot.platform.app import App
from bot.platform.errands import Errand
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.storage import posts, timelines
from bot.storage.posts import Post

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
READING_BACK = 60.0  # seconds that the harvest at the end waits for missed chat messages to be read
READ_SOON = timedelta(seconds=5)  # how often it is looked whether they are read, to make the files again then
SAID_FIRST = timedelta(seconds=5)  # how long files stay that could not be named to the moderators at the first try
HARVEST, TAKEN_BACK = "harvest", "taken back"  # the parts under which these messages are stored
_SOMEBODY = re.compile(r"<@!?\d+>")


async def harvest_message(bot: App, meetup: Meetup) -> tuple[Text, tuple[discord.File, ...]]:
    """Write the harvest's files; return the message for the moderators' channel and the files to attach."""
    text, paths = await _harvest(bot, meetup)
    return text, tuple(map(discord.File, paths))


async def _harvest(bot: App, meetup: Meetup) -> tuple[Text, list[Path]]:
    """Write the harvest's files; return the message for the moderators' channel and the paths of those to attach.

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
    counts = Text.join(", ", [called(kind) + f" {n}" for kind, n in harvest.counts.items() if n] or ["–"])
    title, over = Text.bold(meetup.title), meetup.state is State.CLOSED
    lines: list[Part] = [
        _("🌾 The harvest of {title}", title=title) if over else _("🌾 The harvest of {title} so far", title=title),
        ngettext("One contribution", "{n} contributions", harvest.total) + " (" + counts + ")",
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
    return Text.lines(*lines), fitting


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


async def take_back(scene: Scene) -> datetime | None:
    """After words were erased: write files on disk anew, remove files and names from the bot's posts, and say so.

    Return when to go on, where it could not be said at first: only the posts themselves tell which files they hold.
    """
    # Wait for an export that began before the words were erased: it still posts them.
    async with scene.bot.handing_over:
        moderators = scene.venue.one(PlaceKind.MODERATORS)
        channel = lookup.text(scene.guild, moderators.channel)
        if channel is None:
            await _renew(scene)
            log.warning("meetup %s: words were erased, nobody could be told which files had them", scene.meetup.id)
            return None
        named = await seat_acts.with_names(scene)
        said = await _said(scene)
        # What was exported after that has no such words.
        before = discord.Object(said) if said else None
        ours = [old async for old in channel.history(limit=None, before=before) if old.author.id == scene.guild.me.id]
        others = [old for old in ours if old.id not in {post.message for post in named}]
        text = None if said or scene.again else await _taken_back(scene, others)
        if text and not await scene.post(scene.to_moderators(TAKEN_BACK, text)):
            if not scene.cue.attempts:
                return scene.now + SAID_FIRST
            await mending.tell_moderators(scene.bot, scene.meetup, scene.venue, text)
        nameless = [_edit(scene, post, scene.say(seat_words.NAMES_GONE)) for post in named]
        await scene.run([*nameless, *_cleaned(scene, moderators, others)])
        return None


async def _said(scene: Scene) -> int | None:
    """Return the id of the message that told the moderators, or None."""
    found = await posts.of_cue(scene.bot.db.read, scene.cue.id)
    return next((post.message for post in found if post.part == TAKEN_BACK), None)


async def _taken_back(scene: Scene, ours: Sequence[discord.Message]) -> Text | None:
    """Make files on disk again; return what moderators read of these and of those in our posts. None without any."""
    handed_out: list[Part] = [
        f"- {stamp(old.created_at, 'F')}: " + ", ".join(f"`{file.filename}`" for file in old.attachments)
        for old in ours
        if old.attachments
    ]
    lines = [*_told_of_disk(await _renew(scene)), *_told_of_copies(handed_out)]
    return Text.lines(_why(scene), *lines) if lines else None


def _edit(scene: Scene, post: Post, content: Shown) -> Errand:
    """Return the errand that replaces a post by these words."""
    act = partial(standing.edit, scene.guild, post, content=content, attachments=[], view=None)
    channel = lookup.chat(scene.guild, post.channel)
    return Errand(Step.EDIT, scene.target(channel) if channel else post.channel, act, part=str(post.message))


def _cleaned(scene: Scene, moderators: Place, ours: Iterable[discord.Message]) -> Iterator[Errand]:
    """Yield the errands that take files and mentions from posts that have them."""
    for message in ours:
        content = _without_people(message, scene.say)
        if content != message.content:
            yield Errand(Step.EDIT, moderators, partial(_clean, message, content), part=str(message.id))


async def _clean(message: discord.Message, content: str) -> None:
    try:
        await message.edit(content=content, attachments=[])
    except discord.NotFound as error:
        if error.code == standing.NO_CHANNEL:
            raise
        log.info("a post with files was deleted by hand meanwhile")


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


def _without_people(message: discord.Message, say: Say) -> str:
    """Return what one of the bot's posts says without its files and mentions."""
    content = _SOMEBODY.sub(say(_("somebody")), message.content)
    if message.attachments:
        gone = say(_("I have taken these files away."))
        content = shortened(f"{content}\n-# {gone}", limits.MESSAGE)
    return content


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
    """Write the harvest and post it in the moderators' channel, with what to do next as buttons."""
    text, files = await harvest_message(scene.bot, scene.meetup)
    messages = scene.to_moderators(HARVEST, text, afterwards.buttons(scene.meetup, scene.venue, scene.say))
    await scene.post([replace(message, files=files) for message in messages])


async def hand_over_again(scene: Scene) -> None:
    """Write the harvest again once nothing more comes in, and put it in its message; post it where that is gone."""
    text, paths = await _harvest(scene.bot, scene.meetup)
    moderators = scene.venue.one(PlaceKind.MODERATORS)
    messages = scene.to_moderators(HARVEST, text, afterwards.buttons(scene.meetup, scene.venue, scene.say))
    again = [Errand(Step.EDIT, moderators, partial(_replace, scene, message, paths)) for message in messages]
    await scene.run([*again, *scene.missing()])


async def _replace(scene: Scene, message: Message, paths: Sequence[Path]) -> None:
    """Put the harvest in the message that has it, or post it."""
    for post in await posts.of_kind(scene.bot.db.read, scene.meetup.id, CueKind.FINISH):
        with _opened(paths) as attached:
            is_harvest = post.part == HARVEST
            if is_harvest and await standing.edit(scene.guild, post, content=message.content, attachments=attached):
                return
    with _opened(paths) as attached:
        await scene.poster.post([replace(message, files=attached)])


@contextlib.contextmanager
def _opened(paths: Sequence[Path]) -> Iterator[tuple[discord.File, ...]]:
    """Open files to attach; close those that discord.py did not."""
    opened = tuple(map(discord.File, paths))
    try:
        yield opened
    finally:
        for file in opened:
            file.close()
