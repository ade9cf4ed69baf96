"""The harvest on Discord: write its files, and attach them to a message in the moderators' channel."""

import asyncio
import contextlib
import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import discord

from bot.content.texts import Say
from bot.content.times import stamp
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.evening.retries import Step
from bot.core.evening.slots import Cue
from bot.core.kinds import called
from bot.core.words.text import Part, Text, _, ngettext
from bot.features.meetups import afterwards
from bot.features.privacy.leaving import warned
from bot.harvest import files
from bot.harvest.gathering import gather
from bot.platform import standing, troubles
from bot.platform.answers import Interaction, voice_of
from bot.platform.app import App
from bot.platform.errands import Errand
from bot.platform.logs import names_of
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.storage import posts, timelines

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
READING_BACK = 60.0  # seconds that the harvest at the end waits for missed chat messages to be read
READ_SOON = timedelta(seconds=5)  # how often it is looked whether they are read, to make the files again then
HARVEST = "harvest"  # the part under which its message is stored


def handing_over(app: App, meetup: Meetup) -> asyncio.Lock:
    """Return the lock that is held while a harvest is made and posted; taking words back waits for it."""
    return app.turns["harvest", meetup.id]


async def harvest_files(bot: App, meetup: Meetup) -> tuple[Text, list[Path]]:
    """Write the harvest's files; return the message for the moderators' channel and the paths of those to attach.

    Files over Discord's limit for the server are named with their folder instead. Raises Refusal where the disk
    can't be written. While chat of before is still being read back, it says so, and the files are made again then.
    """
    is_behind = meetup.id in bot.behind
    if is_behind:
        async with bot.db.transaction() as db:
            await timelines.plan_once(db, meetup.id, Cue(CueKind.READ_BACK, 0, bot.clock() + READ_SOON))
    # One at a time: of meetups that end together, each writes for a second or two in a thread that slows down answers.
    async with bot.turns["harvests"], gather(bot.db.read, meetup, bot.clock()) as harvest:
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
        to_read({path.name for path in written}),
    ]
    if is_behind:
        lines.append(
            _("I still read back what was said in the chat while I was away. After that I make these files again.")
        )
    if too_big:
        lines.append(only_on_disk(too_big, most))
    if meetup.open_until is not None and bot.clock() < meetup.open_until:
        until = stamp(meetup.open_until, "F")
        lines.append(_("What comes in until {until} counts too, as late: then I make these files again.", until=until))
    elif late:
        lines.append(ngettext("One of them came in after the end.", "{n} of them came in after the end.", late))
    if meetup.ended_at is not None:
        until = stamp(meetup.ended_at + timedelta(days=meetup.keep_days), "F")
        lines.append(_("I keep names and texts until {until}. Then these files go from here too.", until=until))
        lines.append(warned(bot.settings.left_server_days))
    if not meetup.shows_names:
        lines.append(_("This programme hides names, so no names are in the files."))
    return Text.lines(*lines), fitting


def to_read(names: set[str], report: str = "oogst.pdf") -> Text:
    """Return which file is for what; ``report`` is the one to print."""
    if report not in names:
        return _("For a spreadsheet take the xlsx, to read on the md. The same files stand with the organiser.")
    said = _("For a spreadsheet take the xlsx, to read and print the pdf. The same files stand with the organiser.")
    if "poster.pdf" in names:
        poster = _("The poster holds only plans that everybody may read: you can hang it up.")
        return Text.join(" ", [said, poster])
    return said


def only_on_disk(paths: list[Path], most: int) -> Text:
    """Return the sentence on files that are over ``most`` bytes, and so are not attached."""
    return _(
        "Too big to attach, because Discord takes up to {most} here: {files}. They stand in the folder {folder} of the "
        "organiser.",
        most=_size(most),
        files=tuple(f"{path.name} ({_size(path.stat().st_size)})" for path in paths),
        folder=f"`{paths[0].parent}`",
    )


def _size(bytes: int) -> str:
    return f"{math.ceil(bytes / MEGABYTE)} MB"


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
    async with handing_over(scene.bot, scene.meetup):
        text, paths = await harvest_files(scene.bot, scene.meetup)
        attached = tuple(map(discord.File, paths))
        messages = scene.to_moderators(HARVEST, text, afterwards.buttons(scene.meetup, scene.venue, scene.say))
        await scene.post([replace(message, files=attached) for message in messages])


async def hand_over_again(scene: Scene) -> None:
    """Write the harvest again once nothing more comes in, and put it in its message; post it where that is gone."""
    async with handing_over(scene.bot, scene.meetup):
        text, paths = await harvest_files(scene.bot, scene.meetup)
        moderators = scene.venue.one(PlaceKind.MODERATORS)
        messages = scene.to_moderators(HARVEST, text, afterwards.buttons(scene.meetup, scene.venue, scene.say))
        again = [Errand(Step.EDIT, moderators, partial(_replace, scene, message, paths)) for message in messages]
        await scene.run([*again, *scene.missing()])


async def _replace(scene: Scene, message: Message, paths: Sequence[Path]) -> None:
    """Put the harvest in the message that has it, or post it."""
    for post in await posts.of_kind(scene.bot.db.read, scene.meetup.id, CueKind.FINISH):
        with opened(paths) as attached:
            is_harvest = post.part == HARVEST
            if is_harvest and await standing.edit(scene.guild, post, content=message.content, attachments=attached):
                return
    with opened(paths) as attached:
        await scene.poster.post([replace(message, files=attached)])


async def post_or_show(
    interaction: Interaction, channel: discord.abc.Messageable | None, say: Say, text: Text, paths: Sequence[Path]
) -> discord.Message | None:
    """Post files in a moderators' channel, and return the message; where there is none or it refuses, show them.

    They are then for whoever asked for them alone, and None is returned.
    """
    why = _("There is no moderators' channel any more, so here it is for you alone.")
    if channel is not None:
        try:
            with opened(paths) as attached:
                return await channel.send(say(text), files=attached)
        except troubles.FAILURES as error:
            log.warning("files could not be posted in a moderators' channel: %s", names_of(error))
            why = _("Discord does not let me post it in the moderators' channel, so here it is for you alone.")
    with opened(paths) as attached:
        shown = (await voice_of(interaction))(Text.lines(why, text))
        await interaction.followup.send(shown, files=attached, ephemeral=True)
    return None


@contextlib.contextmanager
def opened(paths: Sequence[Path]) -> Iterator[tuple[discord.File, ...]]:
    """Open files to attach; close those that discord.py did not."""
    attached = tuple(map(discord.File, paths))
    try:
        yield attached
    finally:
        for file in attached:
            file.close()
