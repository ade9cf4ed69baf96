"""Acts that take people away from closed tables, ten at a time: all of a block, or one that a moderator closed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import discord

from bot.core.evening.cues import RETURN_EVERY
from bot.core.evening.due import tried_in_vain
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import GIVE_UP_AFTER, Step
from bot.core.tables.closing import GRACE
from bot.core.tables.seating import MOVES_AT_ONCE
from bot.core.words.text import Text
from bot.features.tables import words as table_words
from bot.platform import lookup, rights
from bot.platform.channels import REASON
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.platform.voice import Moved, move_each, people_in

LONGEST_PAUSE = 6  # rounds' time between two rounds in vain


async def bring_back(scene: Scene) -> datetime | None:
    """Move people from closed tables to the plenary; return when to go on, or None. See ``take``."""
    if scene.timeline.tables_are_open(scene.cue.block):
        return None  # they were closed by mistake, and have opened again
    where = {id: place for place in scene.venue.every_table(scene.cue.block) for id in people_in(scene.guild, place)}
    return await take(scene, where, scene.venue.one(PlaceKind.VOICE))


async def empty(scene: Scene) -> datetime | None:
    """Close one table to participants and, after ``GRACE``, take its people along; return when to go on, or None.

    Once all tables are closed, ``bring_back`` does it.
    """
    closed = (place for place in scene.venue.every_table(scene.cue.block) if str(place.id) == scene.cue.note)
    table = next(closed, None)
    channel = lookup.channel(scene.guild, table.channel) if table else None
    if table is None or table.closed_at is None or channel is None:
        return None
    if not scene.timeline.tables_are_open(scene.cue.block):
        return None
    await _shut(scene, table, channel)
    if scene.now < table.closed_at + GRACE:
        return table.closed_at + GRACE
    return await take(scene, dict.fromkeys(people_in(scene.guild, table), table), scene.venue.goal_of(table))


async def _shut(scene: Scene, table: Place, channel: discord.abc.GuildChannel) -> None:
    everyone = scene.guild.default_role
    wanted = rights.for_participants(tables_open=False, hidden=scene.meetup.is_dry_run)

    async def change() -> None:
        if channel.overwrites_for(everyone) != wanted:
            await channel.set_permissions(everyone, overwrite=wanted, reason=REASON)

    await scene.run([Errand(Step.CLOSE, table, change)])


async def take(
    scene: Scene,
    where: Mapping[int, Place],
    goal: Place,
    words: Callable[[Sequence[str]], Text] = table_words.still_there,
) -> datetime | None:
    """Move people (person → table) to a place, ten at a time; return when to go on, or None.

    Whoever can't be moved is named to the moderators once by ``words``, with where they are, and tried again with
    growing waits.
    """
    if not where or scene.cue.attempts >= GIVE_UP_AFTER:
        return None
    people = list(where)
    # After a round in vain, begin with others: the first ten may be just those who can't be moved.
    start = scene.cue.attempts * MOVES_AT_ONCE % len(people)
    chosen = [*people[start:], *people[:start]][:MOVES_AT_ONCE]

    async def name(stuck: list[int]) -> None:
        names = [f"<@{id}> (<#{where[id].channel}>)" for id in stuck]
        part = f"still there {int(scene.now.timestamp())}"
        await scene.post(scene.to_moderators(part, words(names)))

    moved = (await move_each(scene, dict.fromkeys(chosen, goal), name)).values()
    if Moved.YES not in moved:
        scene.cue = tried_in_vain(scene.cue)
    wait = RETURN_EVERY * min(scene.cue.attempts + 1, LONGEST_PAUSE)
    return scene.now + wait if len(people) > MOVES_AT_ONCE or Moved.NO in moved else None
