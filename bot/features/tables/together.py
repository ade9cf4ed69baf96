"""Act that leaves nobody alone at a table, in a block that gives a table size."""

import math
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.core.evening.cues import CueKind
from bot.core.evening.places import Place, alike
from bot.core.evening.retries import Step
from bot.core.tables import sizes as rules
from bot.features.seats import dividing
from bot.features.tables import words as table_words
from bot.platform import standing
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.platform.voice import Moved, move_each, people_in
from bot.storage import posts, servers, wishes


async def bring_together(scene: Scene) -> datetime | None:
    """Bring people who have been alone for a while to others with the same theme; return when to look again, or None.

    Where nobody else chose their theme, they read where others are, and stay. Hosts and moderators wait where they
    are; an account that counts for several people is not alone, nor is who waits for others whom the bot still brings.
    """
    if not scene.timeline.tables_are_open(scene.cue.block):
        return None
    tables = {table.id: table for table in scene.venue.tables(scene.cue.block)}
    inside = {id: people_in(scene.guild, table) for id, table in tables.items()}
    awaited = await dividing.awaited(scene.bot, scene.meetup, scene.venue, scene.cue.block)
    alone = await _alone(scene, {id: people for id, people in inside.items() if id not in awaited})
    for id in tables.keys() - alone.keys():
        scene.bot.alone.pop(id, None)
    moments = {id: scene.bot.alone.setdefault(id, scene.now) + rules.ALONE_FOR for id in alone}
    due = {id for id, moment in moments.items() if moment <= scene.now}
    groups = [[table.id for table in group] for group in alike(scene.block, list(tables.values()))]
    people = {id: len(them) for id, them in inside.items()}
    goes = rules.brought_together(people, groups, due, scene.block.most)
    stayed = [left for left, goal in goes.items() if not await _bring(scene, alone[left], tables[goal])]
    others = [tables[id] for id, count in people.items() if 1 < count < (scene.block.most or math.inf)]
    await _show_others(scene, [tables[id] for id in due - goes.keys()], others)
    again = [scene.now + rules.ALONE_FOR] if stayed or awaited else []
    return min((*again, *(moment for moment in moments.values() if moment > scene.now)), default=None)


async def _alone(scene: Scene, inside: dict[int, list[int]]) -> dict[int, int]:
    """Return who is alone at a table, but for moderators, hosts and shared screens: table → person."""
    screens = await wishes.screens(scene.bot.db.read, scene.meetup.id)
    hosts = {person for them in (await wishes.hosts(scene.bot.db.read, scene.meetup.id)).values() for person in them}
    server = await servers.get(scene.bot.db.read, scene.meetup.server)
    found = {
        id: people[0]
        for id, people in inside.items()
        if len(people) == 1 and people[0] not in hosts and people[0] not in screens
    }
    await scene.bot.speakers.look(scene.guild, found.values())
    moderators = scene.bot.speakers.moderators(scene.guild, found.values(), server)
    return {id: person for id, person in found.items() if person not in moderators}


async def _bring(scene: Scene, person: int, goal: Place) -> bool:
    """Bring somebody to a table, and say so there. False where that failed: they are still where they chose to be."""
    moved = await move_each(scene, {person: goal})
    if moved[person] is Moved.YES:
        scene.bot.chosen[person] = goal.id, scene.now
        await scene.post(scene.to(goal, f"joins {person}", table_words.joins_you(person)))
    return moved[person] is not Moved.NO


async def clear(scene: Scene) -> None:
    """Take away at the tables of a block what told who joined, and where others are: that is past."""
    db = scene.bot.db
    for post in await posts.of_kind(db.read, scene.meetup.id, CueKind.ALONE):
        place = next(
            (table for table in scene.venue.every_table(scene.cue.block) if table.channel == post.channel), None
        )
        if place is not None and posts.GONE not in post.part:
            act = partial(standing.take_off, scene.bot, post)
            await scene.run([Errand(Step.CLEAR, place, act, tells=False, part=str(post.message))])


async def _show_others(scene: Scene, lonely: Sequence[Place], others: Sequence[Place]) -> None:
    """Tell at these tables where others are, once each."""
    if others:
        text = table_words.others_are_at(others)
        await scene.post([message for table in lonely for message in scene.to(table, "alone", text)])
