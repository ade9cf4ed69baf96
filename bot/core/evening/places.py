"""Places of a meetup on Discord: its category, its channels and its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.core.programme.models import BlockKind, Programme
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
    categories, and the tables of one block, from 0.
    """

    id: int
    meetup: int
    kind: PlaceKind
    block: int | None
    number: int
    title: Typed
    theme: str | None = None
    channel: int | None = None


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
            yield Place(0, 0, PlaceKind.CATEGORY, at, number, Typed(f"{title.raw} · {block.title.raw}"))
        for seat, table in enumerate(block.rooms):
            yield Place(0, 0, PlaceKind.TABLE, at, seat, table.name, table.theme)


@dataclass(frozen=True, slots=True)
class Venue:
    """All places of one meetup."""

    places: tuple[Place, ...]

    def one(self, kind: PlaceKind) -> Place:
        """Return the place of a kind that a meetup has one of; for CATEGORY, the meetup's own category."""
        return next(place for place in self.places if place.kind is kind and place.number == 0)

    def tables(self, block: int | None = None) -> list[Place]:
        """Return the tables of a break-out block, or with None those of all blocks."""
        return [
            place for place in self.places if place.kind is PlaceKind.TABLE and (block is None or place.block == block)
        ]

    def category_of(self, block: int | None) -> Place:
        """Return the category that holds the tables of a break-out block.

        For None, and any block without a category, it is the meetup's own.
        """
        own = [place for place in self.places if place.kind is PlaceKind.CATEGORY and place.block == block]
        return own[0] if own else self.one(PlaceKind.CATEGORY)
