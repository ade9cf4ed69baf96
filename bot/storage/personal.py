"""Queries on everything kept of one person: to show it to them, and to erase it.

A test reads the schema and fails when a column with somebody's id or words is missing here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.people.buddies import Buddy
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import FollowUp
from bot.core.people.hands import Hand
from bot.core.people.joins import Join
from bot.core.people.letters import Letter
from bot.core.people.privacy import NOBODY
from bot.core.people.replies import Reply
from bot.core.people.roles import Role
from bot.core.people.sharing import Sharing
from bot.core.programme.intake import Intake
from bot.core.tables.broadcasts import Broadcast
from bot.core.tables.calls import Call
from bot.core.words.typed import Typed
from bot.storage import (
    attendance,
    broadcasts,
    buddies,
    calls,
    consents,
    contributions,
    dots,
    floors,
    follow_ups,
    hands,
    intakes,
    labels,
    letters,
    meetups,
    notices,
    polls,
    replies,
    seats,
    talks,
    untold,
    watchers,
)
from bot.storage.attendance import Stay
from bot.storage.database import Queries, Transaction, moment
from bot.storage.dots import Placed
from bot.storage.joins import join_of
from bot.storage.notices import Notice
from bot.storage.polls import Vote


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything kept of a person. ``meetups`` are all meetups that any of it belongs to, by id, newest first."""

    meetups: dict[int, Meetup]
    language: str | None
    role: Role | None  # None also where they would rather not say, see ``chose_role``
    chose_role: bool
    chosen_at: datetime | None
    contributions: tuple[Contribution, ...]
    visits: tuple[tuple[int, Stay], ...]  # meetup, and a place they were in
    joins: tuple[tuple[int, Join], ...]  # meetup, and what they join there
    deeds: tuple[tuple[int, Deed], ...]
    planned: tuple[int, ...]
    edits: dict[int, datetime]  # chat message, and its last edit that was dealt with
    withdrawn: frozenset[int]  # chat messages of which another part was withdrawn
    calls: tuple[tuple[int, Typed, Call], ...]  # meetup, the title of the table, and the call for help
    broadcasts: tuple[Broadcast, ...]  # on their way to the tables
    seats: tuple[seats.Fact, ...]
    consents: dict[int, Sharing]  # by meetup: what they answered to "May others read this?"
    notices: tuple[tuple[int, Notice, datetime], ...]  # meetup, what they were asked or told, and when
    votes: tuple[Vote, ...]  # in polls
    dots: tuple[Placed, ...]
    intakes: tuple[tuple[Intake, datetime], ...]  # of a school, and when
    follow_ups: dict[int, FollowUp]  # by contribution
    labels: dict[int, tuple[Typed, ...]]  # by contribution: what moderators put it together under
    plans_of_others: dict[int, int]  # contribution of somebody else that they take part in, and its meetup
    letters: tuple[Letter, ...]  # what they asked authors
    received: tuple[Letter, ...]  # what others asked them
    buddies: dict[int, Buddy]  # by contribution: whom they asked to do it together, or who asked them
    hands: tuple[tuple[int, Hand], ...]  # meetup, and what they want to say there
    watched: tuple[tuple[int, Typed], ...]  # meetup, and the title of a table that they look after
    guest: tuple[int, ...]  # the meetups at which they are a guest
    talks: tuple[talks.Fact, ...]
    replies: tuple[Reply, ...]  # on forms

    @property
    def nothing(self) -> bool:
        """True if nothing at all is kept."""
        some = self.language or self.chose_role or self.contributions or self.visits or self.deeds or self.planned
        return not (
            some
            or self.joins
            or self.calls
            or self.broadcasts
            or self.seats
            or self.consents
            or self.notices
            or self.votes
            or self.dots
            or self.intakes
            or self.follow_ups
            or self.buddies
            or self.letters
            or self.guest
            or self.hands
            or self.watched
            or self.talks
            or self.replies
        )


async def of_person(db: Queries, person: int) -> Kept:
    """Return everything kept of a person."""
    choice = await db.one("SELECT language, role, chosen_at FROM people WHERE id = :person", person=person)
    said = await contributions.of_author(db, person)
    visits = await attendance.of_person(db, person)
    joined = await db.all(
        "SELECT c.meetup AS meetup, j.* FROM joins j JOIN contributions c ON c.id = j.contribution "
        "WHERE j.person = :person ORDER BY j.at, j.contribution",
        person=person,
    )
    deeds = await db.all("SELECT meetup, action, name, at FROM deeds WHERE person = :person ORDER BY id", person=person)
    planned = await db.all("SELECT id FROM meetups WHERE planned_by = :person ORDER BY id", person=person)
    edits = await db.all(f"SELECT message, edited_at FROM edits WHERE message IN ({_MESSAGES})", person=person)
    withdrawn = await db.all(f"SELECT DISTINCT message FROM withdrawn WHERE message IN ({_MESSAGES})", person=person)
    called, sent = await calls.of_person(db, person), await broadcasts.of_person(db, person)
    sits = await seats.of_person(db, person)
    ids = {item.meetup for item in said} | {item.meetup for item in sent} | {row["id"] for row in planned}
    ids |= (
        {row["meetup"] for row in [*joined, *deeds]}
        | {meetup for meetup, _stay in visits}
        | {meetup for meetup, _title, _call in called}
    )
    chose = dict(await consents.all_of_person(db, person))
    watched = await watchers.of_person(db, person)
    raised = await hands.of_person(db, person)
    guest = await floors.of_person(db, person)
    filled_in = await replies.of_person(db, person)
    told, votes = await notices.of_person(db, person), await polls.of_person(db, person)
    shared = await follow_ups.of_others(db, person)
    talked, placed = await talks.of_person(db, person), await dots.of_person(db, person)
    ids |= (
        {fact.meetup for fact in sits}
        | chose.keys()
        | {meetup for meetup, _kind, _at in told}
        | {vote.meetup for vote in votes}
        | {dot.meetup for dot in placed}
        | {*guest}
        | {meetup for meetup, _title in watched}
        | {meetup for meetup, _hand in raised}
        | {fact.meetup for fact in talked}
        | {reply.meetup for reply in filled_in}
        | {*shared.values()}
    )
    return Kept(
        await _meetups(db, ids),
        choice["language"] if choice else None,
        Role(choice["role"]) if choice and choice["role"] else None,
        choice is not None and choice["role"] is not None,
        moment(choice["chosen_at"]) if choice and choice["chosen_at"] else None,
        tuple(said),
        tuple(visits),
        tuple((row["meetup"], join_of(row)) for row in joined),
        tuple((row["meetup"], Deed(Action(row["action"]), Typed(row["name"]), moment(row["at"]))) for row in deeds),
        tuple(row["id"] for row in planned),
        {row["message"]: moment(row["edited_at"]) for row in edits},
        frozenset(row["message"] for row in withdrawn),
        tuple(called),
        tuple(sent),
        tuple(sits),
        chose,
        tuple(told),
        tuple(votes),
        tuple(placed),
        tuple(await intakes.of_person(db, person)),
        await follow_ups.of_person(db, person),
        await labels.of_author(db, person),
        shared,
        tuple(await letters.of_asker(db, person)),
        tuple(await letters.to_author(db, person)),
        await buddies.of_all(db, person),
        tuple(raised),
        tuple(watched),
        tuple(guest),
        tuple(talked),
        tuple(filled_in),
    )


_MESSAGES = "SELECT message FROM contributions WHERE author = :person AND message IS NOT NULL"


async def _meetups(db: Queries, ids: Iterable[int]) -> dict[int, Meetup]:
    found = [await meetups.get(db, id) for id in sorted(ids, reverse=True)]
    return {meetup.id: meetup for meetup in found if meetup is not None}


@dataclass(frozen=True, slots=True)
class Erased:
    """Where more of an erased person may be outside the database.

    ``meetups``: they contributed, filled in a form, were present or were in a call for help, so files may name them.
    ``messages``: their chat messages with contributions, as channel and message.
    """

    meetups: frozenset[int]
    messages: frozenset[tuple[int, int]]
    contributions: tuple[Contribution, ...]  # in which somebody may still be asked something
    walls: frozenset[int]  # the meetups whose wall may show something of them, or counts them
    panels: frozenset[int]  # the meetups whose panel named them; there they may speak when others may not


async def erase(db: Transaction, person: int) -> Erased:
    """Delete everything kept of a person.

    Their commands as a moderator, the calls for help they were in and the meetups they planned stay, with
    ``NOBODY`` in place of the person. The ids of their chat messages stay in ``withdrawn``: the words may still
    stand on Discord, and must not come back from there.
    """
    said = await contributions.of_author(db, person)
    visited = {meetup for meetup, _stay in await attendance.of_person(db, person)}
    await db.run(f"DELETE FROM edits WHERE message IN ({_MESSAGES})", person=person)
    messages: set[tuple[int, int]] = set()
    for item in said:
        messages |= {*await contributions.withdraw_for_good(db, item, with_all_it_says=True)}
    joined = await db.all(
        "SELECT DISTINCT meetup FROM contributions WHERE id IN (SELECT contribution FROM joins WHERE person = :person)",
        person=person,
    )
    await db.run("DELETE FROM joins WHERE person = :person", person=person)
    await attendance.forget(db, person)
    await seats.forget(db, person)
    await consents.forget_person(db, person)
    await notices.forget_person(db, person)
    await polls.forget_person(db, person)
    await dots.forget_person(db, person)
    await intakes.forget_person(db, person)
    await follow_ups.forget_person(db, person)
    await buddies.forget_person(db, person)
    await letters.forget_person(db, person)
    await talks.forget_person(db, person)
    filled_in = {*await replies.forget_person(db, person)}
    await db.run("UPDATE deeds SET person = :nobody, name = '' WHERE person = :person", nobody=NOBODY, person=person)
    called = {meetup for meetup, _title, _call in await calls.of_person(db, person)}
    await calls.forget_person(db, person)
    await broadcasts.forget_person(db, person)
    await untold.forget_person(db, person, {item.meetup for item in said})
    await db.run("UPDATE meetups SET planned_by = :nobody WHERE planned_by = :person", nobody=NOBODY, person=person)
    await db.run("DELETE FROM people WHERE id = :person", person=person)
    leading = await floors.forget_person(db, person) | await hands.forget_person(db, person)
    leading |= await watchers.forget_person(db, person)
    return Erased(
        frozenset({item.meetup for item in said} | visited | called | filled_in),
        frozenset(messages),
        tuple(said),
        frozenset({item.meetup for item in said} | {row["meetup"] for row in joined}),
        frozenset(leading),
    )
