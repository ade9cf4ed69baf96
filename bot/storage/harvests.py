"""The contributions of a meetup as they are at one moment, for its harvest."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.core.kinds import ContributionKind
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import FollowUp
from bot.core.people.roles import Role
from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed
from bot.storage.contributions import by_kind, contribution_of
from bot.storage.database import Queries, Row
from bot.storage.file.aside import Aside
from bot.storage.follow_ups import TELLER, follow_up_of

# A moderator hid it, or did not let it through where names are hidden: what they refused may hold a name.
_KEPT_BACK = (
    "({0}.hidden IS NOT NULL OR EXISTS (SELECT 1 FROM wall w JOIN meetups m ON m.id = {0}.meetup "
    "WHERE w.contribution = {0}.id AND w.board IS NULL AND m.shows_names = 0))"
)


@dataclass(frozen=True, slots=True)
class Parent:
    """What a contribution follows from; ``meetup`` is the uid of its meetup, None where it is the same one."""

    meetup: str | None
    text: Typed
    sharing: Sharing | None
    is_kept_back: bool


@dataclass(frozen=True, slots=True)
class Copied:
    """A contribution, its author's role now, how many people join it, what it follows from, and what became of it.

    ``is_shown`` is whether it stands on the wall, ``is_kept_back`` whether a moderator keeps it from being quoted.
    """

    item: Contribution
    role: Role | None
    joined: int
    parent: Parent | None
    follow_up: FollowUp | None
    is_shown: bool
    is_kept_back: bool


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many different people of a role brought something in, and how much."""

    people: int
    contributions: int


def _parent(row: Row) -> Parent | None:
    if row["parent"] is None:
        return None
    choice = Sharing(row["parent_wall"]) if row["parent_wall"] else None
    return Parent(row["parent_meetup"], Typed(row["parent_text"]), choice, bool(row["parent_kept_back"]))


class Copy:
    """Snapshot of the contributions of a meetup. Can be read from any thread, one by one, many times."""

    def __init__(self, aside: Aside) -> None:
        self._aside = aside

    def __iter__(self) -> Iterator[Copied]:
        """Yield the contributions, oldest first."""
        for row in self._aside.rows():
            yield Copied(
                contribution_of(row),
                Role(row["role"]) if row["role"] else None,
                row["joined"],
                _parent(row),
                None if row["asked_at"] is None else follow_up_of(row),
                bool(row["is_shown"]),
                bool(row["is_kept_back"]),
            )

    async def per_kind(self) -> dict[ContributionKind, int]:
        """Return the number of contributions of each kind, 0 included."""
        rows = self._aside.rows("SELECT kind, count(*) AS n FROM aside GROUP BY kind")
        return await asyncio.to_thread(by_kind, rows)

    async def per_theme(self) -> dict[str | None, int]:
        """How many of each theme that there are any of, the most first; None is for those without a theme."""
        rows = self._aside.rows(
            "SELECT theme, count(*) AS n FROM aside GROUP BY theme ORDER BY theme IS NULL, count(*) DESC, theme"
        )
        return await asyncio.to_thread(lambda: {row["theme"]: int(row["n"]) for row in rows})

    async def per_role(self) -> dict[Role, RoleCount]:
        """The people of each role that there are any of, and their contributions."""
        rows = self._aside.rows(
            "SELECT role, sum(people) AS people, sum(n) AS n FROM (SELECT role, author, max(people) AS people, "
            "count(*) AS n FROM aside WHERE role <> '' GROUP BY role, author) AS authors GROUP BY role"
        )
        counts = await asyncio.to_thread(lambda: {row["role"]: RoleCount(row["people"], row["n"]) for row in rows})
        return {role: counts[role.value] for role in Role if role.value in counts}


@asynccontextmanager
async def copied(db: Queries, meetup: int) -> AsyncIterator[Copy]:
    """Copy the contributions of a meetup to a temporary table. Raises Refusal when the disk has no room."""
    async with db.aside(
        "SELECT c.*, (SELECT role FROM people WHERE id = c.author) AS role, "
        "(SELECT count(*) FROM joins WHERE contribution = c.id) AS joined, "
        f"{_KEPT_BACK.format('c')} AS is_kept_back, "
        f"p.text AS parent_text, p.wall AS parent_wall, {_KEPT_BACK.format('p')} AS parent_kept_back, "
        "(SELECT uid FROM meetups WHERE id = p.meetup AND id <> c.meetup) AS parent_meetup, "
        "f.asked_at AS asked_at, f.answer AS answer, "
        "CASE WHEN f.person = c.author THEN f.line ELSE '' END AS line, f.ask_at AS ask_at, f.asked AS asked, "
        "f.answered AS answered, "
        "EXISTS (SELECT 1 FROM wall WHERE contribution = c.id AND board IS NOT NULL) AS is_shown "
        "FROM contributions c LEFT JOIN contributions p ON p.id = c.parent "
        f"LEFT JOIN follow_ups f ON f.contribution = c.id AND f.person = {TELLER} "
        "WHERE c.meetup = :meetup ORDER BY c.said_at, c.id",
        meetup=meetup,
    ) as aside:
        yield Copy(aside)
