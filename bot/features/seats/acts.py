"""Acts for seats in a break-out: post the preview for moderators, and move people to their tables, ten at a time."""

import asyncio
import io
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import discord

from bot.content.texts import bare
from bot.core.evening.cues import RETURN_EVERY, CueKind
from bot.core.evening.places import Place, PlaceKind
from bot.core.tables import seating as rules
from bot.core.tables.divisions import Division, Seat, SeatState, Stage, read_note
from bot.core.tables.seating import MOVES_AT_ONCE
from bot.core.words.text import Part, Refusal, Text
from bot.features.seats import dividing
from bot.features.seats import views as seat_views
from bot.features.seats import words as seat_words
from bot.features.seats.adding import add_enough
from bot.features.seats.dividing import Company
from bot.platform import limits, standing, troubles
from bot.platform.app import App
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.text import name_of, speaking
from bot.platform.voice import Moved, move_each, people_in
from bot.storage import meetups, places, posts, seats
from bot.storage.posts import Post

log = logging.getLogger(__name__)

TRIES = 3  # attempts to move a person, before the moderators are told
LONGEST_PREVIEW = 2 * limits.MESSAGE  # characters; a longer one comes as a file
NAMED = 40  # people in one message
TOLD_AT_ONCE = 15  # people in one message who came late


async def preview(scene: Scene) -> None:
    """Post the preview of a division for the moderators, with the buttons to decide on it."""
    await dividing.look_anew(scene.bot, scene.meetup)
    here = await dividing.company(scene.bot, scene.bot.db.read, scene.meetup, scene.venue, scene.cue.block)
    division = await seats.of_cue(scene.bot.db.read, scene.cue.id)
    if division is None and scene.block.table_size:
        sizes = [guest.size for guest in here.guests]
        scene.venue = await add_enough(scene.bot, scene.meetup, scene.cue.block, sizes)
        here = await dividing.company(scene.bot, scene.bot.db.read, scene.meetup, scene.venue, scene.cue.block)
    if division is None:
        try:
            division = await _divide(scene, here)
        except Refusal as refusal:
            await scene.post(scene.to_moderators("nobody", refusal.text))
    if division is None or division.stage is not Stage.DRAFT:
        return
    drawn = await seats.seats(scene.bot.db.read, division.id)
    tables = _tables(scene, here, drawn)
    again = None
    if here.wishes.earlier:  # many pairs, perhaps: the evening goes on meanwhile
        again = await asyncio.to_thread(rules.repeats, {seat.person: seat.place for seat in drawn}, here.wishes)
    after = seat_words.remarks(tables, again, [_name(scene, id) for id in here.moderators])
    names = Text.lines(*map(seat_words.table_line, tables))
    files: tuple[discord.File, ...] = ()
    if len(scene.say(names)) > LONGEST_PREVIEW and scene.meetup.shows_names:
        files = (discord.File(io.BytesIO(_document(scene, here, drawn).encode()), f"tafels-{division.seed}.txt"),)
        names = seat_words.in_file(tables)
    content = Text.lines(seat_words.heading(scene.block, division, tables), names, after)
    buttons = seat_views.decide(division.id, scene.say)
    messages = scene.to(scene.venue.one(PlaceKind.MODERATORS), "preview", content, buttons)
    await scene.post([replace(message, files=files) for message in messages])


async def _divide(scene: Scene, here: Company) -> Division | None:
    """Draw a division and store it; None at the programme's own cue where a moderator has divided already.

    Raises Refusal where there is nobody to seat or no table.
    """
    known = await seats.of_block(scene.bot.db.read, scene.meetup.id, scene.cue.block)
    if not scene.cue.note and any(division.stage in (Stage.DRAFT, Stage.STANDING) for division in known):
        return None
    dividing.refuse_nobody(here)
    newest = max((division.seed for division in known), default=0)
    how, seed = read_note(scene.cue.note, scene.block.allocation, newest)
    drawn = await dividing.draw(here, how, seed)
    division = Division(0, scene.meetup.id, scene.cue.block, scene.cue.id, how, seed)
    async with scene.bot.db.transaction() as db:
        division = replace(division, id=await seats.add(db, division, drawn))
        await seats.replace_older(db, division, scene.now, Stage.DRAFT)
    return division


def _tables(scene: Scene, here: Company, drawn: Sequence[Seat]) -> list[seat_words.Table]:
    sizes = {guest.id: guest.size for guest in here.guests}
    tables = []
    for place, _content in scene.tables:
        them = [seat.person for seat in drawn if seat.place == place.id]
        hosts = [person for person in them if here.wishes.hosts.get(person) == place.id]
        names = tuple(seat_words.name_at_table(_name(scene, id), sizes.get(id, 1), hosts=id in hosts) for id in them)
        people = sum(sizes.get(id, 1) for id in them)
        tables.append(seat_words.Table(place.title, names, people, host_alone=len(them) == len(hosts) == people == 1))
    return tables


def _document(scene: Scene, here: Company, drawn: Sequence[Seat]) -> str:
    """Return who would sit where, as plain text."""
    lines = []
    for place, _content in scene.tables:
        names = [_raw_name(scene.guild, seat.person) for seat in drawn if seat.place == place.id]
        lines += [bare(place.title), *(f"  {name}" for name in sorted(names)), ""]
    return "\n".join(lines)


def _raw_name(guild: discord.Guild, person: int) -> str:
    member = guild.get_member(person)
    return bare(name_of(member).line.cut(limits.NAME)) if member else str(person)


def _name(scene: Scene, person: int) -> Part:
    """Return a person's name, harmless and without notifying them.

    Where the programme hides names it is a mention instead: each moderator's own Discord shows whom it means.
    """
    member = scene.guild.get_member(person) if scene.meetup.shows_names else None
    return name_of(member).line.cut(limits.NAME) if member else f"<@{person}>"


async def bring(scene: Scene) -> datetime | None:
    """Move people in voice to their own table, ten at a time; return when to go on, or None.

    When all are done, moderators are told whom Discord did not let the bot move.
    """
    division = await seats.standing(scene.bot.db.read, scene.meetup.id, scene.cue.block)
    takes = scene.timeline.tables_are_open(scene.cue.block) and scene.timeline.takes_seats(scene.cue.block)
    if division is None or not takes:
        return None  # this act is woken again when the tables open or get more time
    await scene.post(
        [
            *scene.to(
                scene.venue.one(PlaceKind.PLENARY),
                "seated",
                seat_words.seated(scene.block),
                seat_views.my_table(division.id, scene.say),
            ),
            *scene.to_moderators("begun", seat_words.begun()),
        ]
    )
    await _seat_latecomers(scene, division)
    tables = {place.id: place for place in scene.venue.tables(scene.cue.block)}
    where = {
        person: place
        for place in scene.venue.places
        if place.kind is not PlaceKind.CATEGORY
        for person in people_in(scene.guild, place)
    }
    waiting = [
        seat
        for seat in await seats.seats(scene.bot.db.read, division.id)
        if seat.state is SeatState.WAITING and seat.person in where and seat.place in tables
    ]
    there = [seat for seat in waiting if where[seat.person].id == seat.place]
    going = [seat for seat in waiting if where[seat.person].id != seat.place]
    going.sort(key=lambda seat: (seat.attempts, seat.place))  # table by table, so that nobody waits there for long
    batch = going[:MOVES_AT_ONCE]
    results = await move_each(
        scene, {seat.person: tables[seat.place] for seat in batch}, partial(_name_stuck, scene, where)
    )
    refused = [seat for seat in batch if results[seat.person] is Moved.NO]
    done = [seat for seat in [*there, *batch] if seat not in refused]
    hopeless = [seat for seat in refused if seat.attempts + 1 >= TRIES]
    async with scene.bot.db.transaction() as db:
        await seats.mark(db, [seat.id for seat in done], SeatState.SEATED)
        await seats.mark(db, [seat.id for seat in refused if seat not in hopeless], SeatState.WAITING)
        await seats.mark(db, [seat.id for seat in hopeless], SeatState.FAILED)
    if len(going) > len(batch) or len(refused) > len(hopeless):
        return scene.now + RETURN_EVERY
    await _tell_result(scene, division)
    return None


async def _name_stuck(scene: Scene, where: Mapping[int, Place], stuck: list[int]) -> None:
    """Name people to the moderators who could not be moved at the first try, with where they are."""
    names = [f"<@{id}> (<#{where[id].channel}>)" for id in stuck[:NAMED]]
    part = f"stuck {int(scene.now.timestamp())}"
    await scene.post(scene.to_moderators(part, seat_words.stuck(names)))


async def _seat_latecomers(scene: Scene, division: Division) -> None:
    """Seat people who came into the plenary voice after the division, and tell them their table."""
    voice = scene.venue.one(PlaceKind.VOICE)
    new: dict[int, int] = {}
    seated = {seat.person for seat in await seats.seats(scene.bot.db.read, division.id)}
    await scene.bot.speakers.ask(scene.guild, set(people_in(scene.guild, voice)) - seated)
    async with scene.bot.db.transaction() as db:
        scene.venue = await places.venue(db, scene.meetup.id)  # a table may have closed meanwhile
        here = await dividing.company(scene.bot, db, scene.meetup, scene.venue, division.block)
        known = {seat.person: seat.place for seat in await seats.seats(db, division.id)}
        arrived = set(people_in(scene.guild, voice)) - known.keys()
        for guest in here.guests:
            if guest.id in arrived and here.tables:
                known[guest.id] = new[guest.id] = rules.late(guest, here.guests, known, here.tables, here.wishes)
        await seats.seat(db, division.id, new)
    channels = {place.id: place.channel for place in scene.venue.tables(division.block)}
    people = list(new)
    for at in range(0, len(people), TOLD_AT_ONCE):
        some = people[at : at + TOLD_AT_ONCE]
        text = Text.lines(*(seat_words.came_late(id, channels[new[id]]) for id in some))
        ids = {seat.person: seat.id for seat in await seats.seats(scene.bot.db.read, division.id)}
        messages = scene.to(scene.venue.one(PlaceKind.PLENARY), f"late{ids[some[0]]}", text)
        await scene.post([replace(message, mentions=tuple(some)) for message in messages])


async def _tell_result(scene: Scene, division: Division) -> None:
    """Tell the moderators that all are seated, or whom Discord did not let the bot move."""
    failed = [seat for seat in await seats.seats(scene.bot.db.read, division.id) if seat.state is SeatState.FAILED]
    if not failed:
        await scene.post(scene.to_moderators("done", seat_words.all_seated()))
        return
    names = [f"<@{seat.person}>" for seat in failed[:NAMED]]
    part = f"failed{max(seat.id for seat in failed)}"
    await scene.post(scene.to_moderators(part, seat_words.not_moved(names)))


async def with_names(scene: Scene) -> list[Post]:
    """Return the bot's posts that name people: previews, and welcomes of latecomers."""
    return [
        post
        for kind, part in ((CueKind.DIVIDE, "preview"), (CueKind.MOVE, "late"))
        for post in await posts.of_kind(scene.bot.db.read, scene.meetup.id, kind)
        if post.part.startswith(part)
    ]


async def put_buttons_away(bot: App, divisions: Iterable[Division]) -> None:
    """Replace the buttons of these previews by what was decided on each."""
    for division in divisions:
        await _put_buttons_away(bot, division)


async def _put_buttons_away(bot: App, division: Division) -> None:
    decided = await seats.get(bot.db.read, division.id) or division
    meetup = await meetups.get(bot.db.read, division.meetup)
    view = seat_views.decided(decided, speaking(meetup.language)) if meetup else None
    for post in await posts.of_cue(bot.db.read, division.cue):
        if post.part == "preview":
            try:
                await standing.edit(bot, post, view=view)
            except troubles.FAILURES as error:
                log.info("the buttons of a preview stay: %s", type(error).__name__)


async def undecided(scene: Scene) -> list[Message]:
    """Return a reminder for the moderators where a preview of this block waits for a decision, else nothing."""
    if await seats.awaits_decision(scene.bot.db.read, scene.meetup.id, scene.cue.block):
        return scene.to_moderators("moderators", seat_words.awaits_decision())
    return []
