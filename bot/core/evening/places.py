"""Places of a meetup on Discord: its category, its channels and its tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.programme.models import Block, BlockKind, Programme
from bot.core.words.typed import Typed


class PlaceKind(StrEnum):
    """Kind of channel; channels are made in the order of the kinds here."""

    CATEGORY = "category"
    PLENARY = "plenary"
    VOICE = "voice"
    MODERATORS = "moderators"
    TABLE = "room"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a meetup. ``channel`` is its Discord id, None until it exists; ``id`` is 0 until it is stored.

    ``block`` is the break-out block of a table, or of the category that holds its tables; ``number`` counts the
    categories, and the tables of one block, from 0. ``content`` is the number of the room in the programme whose
    text and prompts a table has, where that is not its own number. A ``borrowed`` channel was there before the meetup:
    nothing about it is changed, and it is never deleted. ``closed_at`` is when a moderator closed a table before its
    block was over, and ``people_to`` the id of the place to which its people are brought then.
    """

    id: int
    meetup: int
    kind: PlaceKind
    block: int | None
    number: int
    title: Typed
    theme: str | None = None
    channel: int | None = None
    content: int | None = None
    borrowed: bool = False
    closed_at: datetime | None = None
    people_to: int | None = None

    @property
    def room(self) -> int:
        """Number of the room in the programme whose text and prompts this table has."""
        return self.number if self.content is None else self.content


def places_of(programme: Programme, title: Typed) -> Iterator[Place]:
    """Yield the places that a resolved programme needs; ``id`` and ``meetup`` are 0.

    The tables of the first break-out stand in the meetup's own category, those of every later one in a category of
    their own: so the tables of one block open and close with one category.
    """
    rounds = [at for at, block in enumerate(programme.blocks) if block.kind is BlockKind.BREAKOUT]
    first = rounds[0] if rounds else None
    yield Place(0, 0, PlaceKind.CATEGORY, first, 0, title)
    yield Place(0, 0, PlaceKind.PLENARY, None, 0, title)
    yield Place(0, 0, PlaceKind.VOICE, None, 0, title)
    yield Place(0, 0, PlaceKind.MODERATORS, None, 0, title)
    for number, at in enumerate(rounds):
        block = programme.blocks[at]
        if number:
            yield Place(0, 0, PlaceKind.CATEGORY, at, number, _of_round(title, block))
        for seat, (table, name) in enumerate(zip(block.rooms, _first_titles(block), strict=True)):
            yield Place(0, 0, PlaceKind.TABLE, at, seat, name, table.theme)


def category_title(programme: Programme, title: Typed, place: Place) -> Typed:
    """Return the title of a category of a meetup: the meetup's own, for that of a later round with the block's."""
    return _of_round(title, programme.blocks[place.block]) if place.number and place.block is not None else title


def _of_round(title: Typed, block: Block) -> Typed:
    return Typed(f"{title.raw} · {block.title.raw}")


def _first_titles(block: Block) -> list[Typed]:
    """Return the title of each room's first table, with a number where a name may be there more than once."""
    names = [room.name for room in block.rooms]
    return [
        _numbered(name, names[:at].count(name) + 1) if block.table_size or names.count(name) > 1 else name
        for at, name in enumerate(names)
    ]


def _numbered(name: Typed, number: int) -> Typed:
    return Typed(f"{name.raw} {number}")


def group_places(block: Block, number: int, title: Typed, count: int, category: int) -> list[Place]:
    """Return the places of a block that is put into a running evening: its own category, and tables of its one room.

    ``number`` is that of the block, ``category`` that of its category, ``title`` the meetup's.
    """
    (name,) = (room.name for room in block.rooms)
    home = Place(0, 0, PlaceKind.CATEGORY, number, category, _of_round(title, block))
    tables = (Place(0, 0, PlaceKind.TABLE, number, at, _numbered(name, at + 1), content=0) for at in range(count))
    return [home, *tables]


def another_table(block: Block, tables: Sequence[Place], room: int) -> Place:
    """Return one more table for a room of the programme, not stored yet; ``tables`` are those of its block so far."""
    name, taken = block.rooms[room].name, {table.title for table in tables}
    number = 1 + sum(block.rooms[table.room].name == name for table in tables)
    while _numbered(name, number) in taken:
        number += 1
    first = tables[0]
    highest = max(table.number for table in tables)
    return Place(
        0,
        first.meetup,
        PlaceKind.TABLE,
        first.block,
        highest + 1,
        _numbered(name, number),
        block.rooms[room].theme,
        content=room,
    )


def alike(block: Block, tables: Sequence[Place]) -> list[list[Place]]:
    """Return the tables in groups that are about the same: rooms of one name, in the order of the programme."""
    groups: dict[Typed, list[Place]] = {}
    for table in tables:
        groups.setdefault(block.rooms[table.room].name, []).append(table)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class Venue:
    """All places of one meetup."""

    places: tuple[Place, ...]

    @property
    def own(self) -> list[Place]:
        """Places whose channel was made for the meetup."""
        return [place for place in self.places if not place.borrowed]

    @property
    def removable(self) -> list[Place]:
        """Places whose channels may go once the meetup is over: the tables, and categories for tables alone."""
        return [
            place
            for place in self.own
            if place.channel and (place.kind is PlaceKind.TABLE or (place.kind is PlaceKind.CATEGORY and place.number))
        ]

    def one(self, kind: PlaceKind) -> Place:
        """Return the place of a kind that a meetup has one of; for CATEGORY, the meetup's own category."""
        return next(place for place in self.places if place.kind is kind and place.number == 0)

    def tables(self, block: int | None = None) -> list[Place]:
        """Return the tables of a break-out block, or with None those of all blocks, without those that were closed."""
        return [place for place in self.every_table(block) if place.closed_at is None]

    def every_table(self, block: int | None = None) -> list[Place]:
        """Return the tables of a break-out block, or of all, with those that a moderator closed."""
        return [
            place for place in self.places if place.kind is PlaceKind.TABLE and (block is None or place.block == block)
        ]

    def goal_of(self, closed: Place) -> Place:
        """Return the place to which the people of a closed table are brought."""
        goals = (place for place in self.places if place.id == closed.people_to)
        return next(goals, None) or self.one(PlaceKind.VOICE)

    def category_of(self, block: int | None) -> Place:
        """Return the category that holds the tables of a break-out block.

        For None, and any block without a category, it is the meetup's own.
        """
        own = [place for place in self.places if place.kind is PlaceKind.CATEGORY and place.block == block]
        return own[0] if own else self.one(PlaceKind.CATEGORY)
