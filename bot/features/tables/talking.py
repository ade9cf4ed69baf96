"""The talk at the tables of a block: draw who begins, go on to the next question, note which tables are ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.events import with_notice
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place
from bot.core.evening.slots import Timeline
from bot.core.programme.models import Room
from bot.core.tables import calls as call_rules
from bot.core.tables import cards
from bot.core.tables import talk as rules
from bot.core.tables.cards import Moment
from bot.core.tables.talk import DRAWN_AFTER, FEWEST, Sign, Talk
from bot.core.words.text import Part
from bot.features.tables.access import open_tables
from bot.platform.app import App
from bot.platform.scene import Scene
from bot.platform.voice import people_in
from bot.storage import servers, signals, talks, timelines, wishes
from bot.storage.database import Queries, Transaction


@dataclass(frozen=True, slots=True)
class AtTable:
    """One open table: where it is in its questions, who is there, and what they said to the card so far."""

    place: Place
    room: Room
    at: Moment
    talk: Talk
    there: frozenset[int]
    hosts: tuple[int, ...]
    is_ready: bool

    @property
    def hosted_by(self) -> tuple[Part, ...]:
        """Who hosts it: those whom moderators chose, else by name whom the programme has, at its room's first table."""
        if self.hosts:
            return tuple(f"<@{person}>" for person in self.hosts)
        return (self.room.host,) if self.room.host and self.place.number == self.place.room else ()

    @property
    def ready(self) -> set[int]:
        """Who of those there is ready with the question that the table has now."""
        return self.talk.ready_with(self.at.asked) & self.there

    @property
    def goes_on(self) -> bool:
        """True once they want to go on: to the next question, or with the last one to being ready."""
        return not self.is_ready and not self.at.closes and rules.goes_on(self.there, self.ready, self.hosts)

    @property
    def has_more(self) -> bool:
        """True while there are questions that the table did not get yet."""
        return self.at.asked < len(self.room.prompts)

    @property
    def drawn_at(self) -> datetime | None:
        """When it is drawn who begins; None where that is done, where there is a host, or after the first question."""
        is_asked = self.at.asked == 1 and not self.at.closes
        if not is_asked or self.hosts or self.talk.begins or self.at.first_question is None:
            return None
        return self.at.first_question + DRAWN_AFTER

    def is_to_draw(self, now: datetime) -> bool:
        """Return True when it is to be drawn now who begins."""
        return self.drawn_at is not None and self.drawn_at <= now and len(self.there) >= FEWEST


async def look(
    app: App, db: Queries, meetup: Meetup, timeline: Timeline, tables: Sequence[Place], now: datetime
) -> list[AtTable]:
    """Return these tables of a block as they are now."""
    ready, asked = await signals.ready(db, meetup.id), await signals.asked(db, meetup.id)
    talked, hosts = await talks.of_meetup(db, meetup.id), await wishes.hosts(db, meetup.id)
    server, guild = await servers.get(db, meetup.server), app.channels.guild(meetup)
    found = []
    for place in tables:
        assert place.block is not None  # every table has one
        room = meetup.programme.blocks[place.block].rooms[place.room]
        at = cards.moment(timeline, place.block, room, now, asked.get(place.id, 0))
        talk, inside = talked.get(place.id, Talk()), people_in(guild, place)
        moderators = app.speakers.moderators(guild, inside, server)
        there = frozenset(rules.counted(inside, moderators, talk.ready_with(at.asked)))
        found.append(AtTable(place, room, at, talk, there, tuple(hosts.get(place.id, ())), place.id in ready))
    return found


async def at(app: App, db: Queries, meetup: Meetup, place: Place, now: datetime) -> AtTable:
    """Return one open table as it is now."""
    return (await look(app, db, meetup, await timelines.of_meetup(db, meetup.id), [place], now))[0]


async def go_on(scene: Scene) -> None:
    """Give each table that wants to go on its next question, or note that it is ready; draw who begins.

    Nothing changes while the meetup is paused.
    """
    if scene.meetup.state is not State.LIVE:
        return
    app, tables = scene.bot, scene.venue.tables(scene.cue.block)
    seen = await look(app, app.db.read, scene.meetup, scene.timeline, tables, scene.now)
    if not any(table.goes_on or table.is_to_draw(scene.now) for table in seen):
        return
    await app.speakers.look(scene.guild, {id for table in tables for id in people_in(scene.guild, table)})
    async with app.db.transaction() as db:
        for table in await look(app, db, scene.meetup, scene.timeline, tables, scene.now):
            await _step(app, db, scene.meetup, table, scene.now)


async def _step(app: App, db: Transaction, meetup: Meetup, table: AtTable, now: datetime) -> None:
    if table.goes_on and table.has_more:
        await signals.ask(db, table.place.id, table.at.asked + 1)
    elif table.goes_on:
        await signals.set_ready(db, table.place.id, now)
        await timelines.wake(db, meetup.id, CueKind.PANEL, now, PANEL_CALM)
        await _tell_when_all_are(app, db, meetup, now)
    elif table.is_to_draw(now) and (person := rules.drawn(table.there, f"{table.place.id} {now}")):
        await talks.note(db, table.place.id, person, Sign.BEGINS)


async def _tell_when_all_are(app: App, db: Transaction, meetup: Meetup, now: datetime) -> None:
    """Plan the notice to the moderators that all tables are ready, once a block."""
    timeline = await timelines.of_meetup(db, meetup.id)
    tables = await open_tables(db, meetup, timeline)
    guild = app.channels.guild(meetup)
    people = {table.id: len(people_in(guild, table)) for table in tables}
    if not call_rules.not_ready(people, await signals.ready(db, meetup.id)) and not _was_told(timeline):
        await timelines.save(db, meetup.id, with_notice(timeline, "ready", now), timeline)


def _was_told(timeline: Timeline) -> bool:
    block = timeline.current.block if timeline.current else 0
    return any(cue.note == "ready" for cue in timeline.cues_of(block, CueKind.NOTICE))
