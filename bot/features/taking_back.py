"""Taking words back that were erased: from the files on disk, and from the bot's posts for the moderators."""

import asyncio
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

import discord

from bot.content.texts import Say
from bot.content.times import stamp
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import Step
from bot.core.words.escaping import shortened
from bot.core.words.text import Part, Text, _
from bot.core.words.typed import Shown
from bot.features import bundling
from bot.features.delivery import handing_over
from bot.features.seats import acts as seat_acts
from bot.features.seats import words as seat_words
from bot.harvest import earlier
from bot.harvest.earlier import Renewed
from bot.harvest.gathering import gather
from bot.platform import limits, lookup, mending, standing
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.storage import posts
from bot.storage.posts import Post

log = logging.getLogger(__name__)

SAID_FIRST = timedelta(seconds=5)  # how long files stay that could not be named to the moderators at the first try
TAKEN_BACK = "taken back"  # the part under which the message that says so is stored
_SOMEBODY = re.compile(r"<@!?\d+>")


async def take_back(scene: Scene) -> datetime | None:
    """After words were erased: write files on disk anew, remove files and names from the bot's posts, and say so.

    Return when to go on, where it could not be said at first: only the posts themselves tell which files they hold.
    """
    # Wait for a harvest that was begun before the words were erased: it still posts them.
    async with handing_over(scene.bot, scene.meetup):
        moderators = scene.venue.one(PlaceKind.MODERATORS)
        await _on_its_way(scene, moderators)
        channel = lookup.text(scene.guild, moderators.channel)
        if channel is None:
            await _renew(scene)
            await scene.run([*(await bundling.take_back(scene)).values()])
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
        bundled = await bundling.take_back(scene)
        others = [old for old in others if old.id not in bundled]
        await scene.run([*nameless, *bundled.values(), *_cleaned(scene, moderators, others)])
        return None


async def _on_its_way(scene: Scene, moderators: Place) -> None:
    """Wait for what other cues are posting in the moderators' channel."""
    posting = [
        task
        for (cue, (_step, target, *_part)), task in scene.bot.underway.items()
        if target == moderators.id and cue != scene.cue.id
    ]
    if posting:
        await asyncio.wait(posting)


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
    lines += await bundling.told(scene.bot, scene.meetup)
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
