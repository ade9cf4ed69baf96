"""Plan a meetup as an earlier one was: its programme without groups that came up on the evening, and its tables."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.evening.inserting import rest_of
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind, Venue, places_of
from bot.core.programme.models import AT_ONCE, Block, Programme
from bot.core.programme.shows import From
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed


def kept_blocks(programme: Programme) -> list[int]:
    """Return the numbers of the blocks that were planned: no groups at once, nor what was left of a block after them.

    Raises Refusal for groups with no meetup, which begin with such a block.
    """
    if programme.blocks[0].allocation == AT_ONCE:
        raise Refusal(_("These were groups at once, with no programme to take over. Give `/ruimtes nu` again."))
    kept: list[int] = []
    groups_before = False
    for number, block in enumerate(programme.blocks):
        is_rest = groups_before and bool(kept) and block == rest_of(programme.blocks[kept[-1]], block.length)
        groups_before = block.allocation == AT_ONCE
        if not (is_rest or groups_before):
            kept.append(number)
    return kept


def as_planned(programme: Programme) -> Programme:
    """Return the programme with the blocks that were planned. Raises Refusal, as ``kept_blocks``."""
    blocks = tuple(programme.blocks[number] for number in kept_blocks(programme))
    return programme.model_copy(update={"blocks": blocks})


def places_again(programme: Programme, title: Typed, venue: Venue) -> list[Place]:
    """Return the places for a copy of a meetup: its tables by their names, and those that a moderator added.

    ``programme`` is the one that the earlier meetup ran on, ``venue`` has its places. Not tables that were added
    because many people came: that is seen anew.
    """
    kept = kept_blocks(programme)
    found: list[Place] = []
    for place in places_of(as_planned(programme), title):
        if place.kind is not PlaceKind.TABLE or place.block is None:
            found.append(place)
            continue
        tables = {one.number: one for one in venue.every_table(kept[place.block])}
        known = tables.get(place.number)
        found.append(replace(place, title=known.title) if known else place)
        if place.number + 1 == len(programme.blocks[kept[place.block]].rooms):
            found += _added(programme.blocks[kept[place.block]], place.block, tables)
    return found


def _added(block: Block, number: int, tables: Mapping[int, Place]) -> list[Place]:
    if block.table_size:
        return []
    return [
        Place(0, 0, PlaceKind.TABLE, number, seat, table.title, table.theme, content=table.content)
        for seat, table in sorted(tables.items())
        if seat >= len(block.rooms) and table.closed_at is None
    ]


def goes_on_from(meetup: Meetup) -> bool:
    """Return whether a copy follows the meetup: it is one of a chain, or its programme shows the one before."""
    shows = any(block.show and block.show.source is From.PREVIOUS for block in meetup.programme.blocks)
    return shows or meetup.follows is not None
