"""Showing one contribution to everybody: in the plenary, and at every table that is open at that moment."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.slots import Timeline
from bot.core.people import wall as rules
from bot.core.people.wall import Piece, ToAll
from bot.core.words.text import Refusal, _, ngettext
from bot.features.wall import current
from bot.features.wall import views as wall_views
from bot.features.wall import words as wall_words
from bot.platform import limits, lookup
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.callers import meetup_of
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.text import name_of
from bot.platform.views import lasting
from bot.storage import decisions, deeds, places, posts, timelines, to_all, walls
from bot.storage.posts import Post


async def show_list(interaction: discord.Interaction[Any], id: int) -> None:
    """Answer a moderator privately with what can be shown to everybody. Raises Refusal where nothing can."""
    meetup = await meetup_of(interaction, id)
    meetup.must_run()
    bot, say = bot_of(interaction), await voice_of(interaction)
    known = await to_all.of_meetup(bot.db.read, id)
    pieces = rules.for_all(await walls.of_meetup(bot.db.read, id), known)
    if not pieces:
        raise Refusal(
            _("There is nothing to show to everybody now. Only what its author lets others read can be shown, once.")
        )
    text = _("📣 What do you show to everybody? It comes in the plenary, and at every open table.")
    await answer_in_place(interaction, say(text), _menu(meetup, pieces, bot.clock(), say))


def _menu(meetup: Meetup, pieces: Sequence[Piece], now: datetime, say: Say) -> discord.ui.View:
    options = [wall_views.option(say, piece.item.id, piece) for piece in pieces[: limits.OPTIONS]]
    custom_id = wall_views.TO_ALL(id=meetup.id, seen=int(now.timestamp()))
    return lasting(wall_views.menu(custom_id, say(_("Show to everybody …")), options, 1))


async def show(interaction: discord.Interaction[Any], id: int, chosen: int, seen: int) -> None:
    """Have one contribution shown to everybody, once. Raises Refusal where it may not be shown, or was already."""
    bot, who = bot_of(interaction), interaction.user
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        meetup.must_run()
        found = [piece for piece in await walls.of_meetup(db, id) if piece.item.id == chosen]
        known = await to_all.of_meetup(db, id)
        piece = rules.to_show_all(found, known, datetime.fromtimestamp(seen, UTC))
        tables = _open_tables(await timelines.of_meetup(db, id), (await places.venue(db, id)).tables())
        deed = await deeds.note(db, id, Deed(Action.TO_ALL, name_of(who), now), who.id)
        await to_all.add(db, chosen, deed, [table.id for table in tables])
        if not piece.item.highlighted:
            await decisions.highlight(db, [chosen], deed, True)
        for kind in (CueKind.WALL, CueKind.TO_ALL):  # whatever its author chooses later comes by way of the wall
            await timelines.ensure(db, id, kind, now)
    n = len(tables)
    at_tables = ngettext(
        "📣 It comes in the plenary and at one table.", "📣 It comes in the plenary and at {n} tables.", n
    )
    await answer(interaction, at_tables if tables else _("📣 It comes in the plenary."))


def _open_tables(timeline: Timeline, tables: Sequence[Place]) -> list[Place]:
    slot = timeline.current
    if slot is None or not timeline.tables_are_open(slot.block):
        return []
    return [table for table in tables if table.block == slot.block]


async def keep(scene: Scene) -> None:
    """Post what is shown to everybody, in its author's words of now, and remove what may not be shown any more."""
    db = scene.bot.db.read
    known = await to_all.of_meetup(db, scene.meetup.id)
    pieces = [piece for piece in await walls.of_meetup(db, scene.meetup.id) if piece.item.id in known]
    shown = {_part(piece): piece for piece in pieces if rules.stays(piece, known[piece.item.id], scene.meetup)}
    posted = await posts.of_cue(db, scene.cue.id)
    messages: list[Message] = []
    for part, piece in shown.items():
        messages += _messages(scene, part, piece, known[piece.item.id], posted)
    await current.keep(scene, messages)


def _part(piece: Piece) -> str:
    return f"to all {piece.item.id}"


def _messages(scene: Scene, part: str, piece: Piece, where: ToAll, posted: Sequence[Post]) -> list[Message]:
    """Return the message for each place: also at tables that have closed, where it stands there."""
    text = wall_words.to_all(scene.meetup, piece)
    stands = {post.channel for post in posted if post.part == part}
    tables = [
        table
        for table in scene.venue.every_table()
        if table.id in where.places and lookup.chat(scene.guild, table.channel)
        if table.channel in stands or table in _open_tables(scene.timeline, scene.venue.tables())
    ]
    goals = [scene.venue.one(PlaceKind.PLENARY), *tables]
    return [message for place in goals for message in scene.to(place, part, text)]
