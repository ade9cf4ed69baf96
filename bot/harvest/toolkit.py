"""The toolkit in a report: what was there to take along on each theme that people talked about, for who missed it."""

from dataclasses import dataclass

from bot.core.people.sentences import is_pledge
from bot.core.programme.models import Fragment, Room
from bot.core.words.text import Text, _
from bot.core.words.typed import Markup, Typed
from bot.harvest.records import Harvest

TITLE = _("To go on with yourself")
LEAD = _("What people talked about at the tables, with directions and material, also for who was not there.")


@dataclass(frozen=True, slots=True)
class Tool:
    """A theme with its directions and fragments, each once; the directions complete "Morgen …" where ``is_pledges``."""

    title: Typed
    directions: tuple[Markup, ...]
    fragments: tuple[Fragment, ...]

    @property
    def heading(self) -> Text | None:
        """What stands above its directions; None where they are sentences of their own, or there are none."""
        pledges = self.directions and all(is_pledge(direction) for direction in self.directions)
        return _("Tomorrow …") if pledges else None


def tools(harvest: Harvest) -> list[Tool]:
    """Return what was there on each theme of a table that anybody came to, in the order of the programme."""
    talked = {_key(table.theme, table.title) for table in harvest.tables if table.people}
    rooms: dict[str, list[Room]] = {}
    for block in harvest.meetup.programme.blocks:
        for room in block.rooms:
            if (key := _key(room.theme, room.name)) in talked:
                rooms.setdefault(key, []).append(room)
    found = [_tool(some) for some in rooms.values()]
    return [tool for tool in found if tool.directions or tool.fragments]


def _key(theme: str | None, title: Typed) -> str:
    return theme or f"titel {title.raw}"


def _tool(rooms: list[Room]) -> Tool:
    directions = dict.fromkeys(direction for room in rooms for direction in room.directions)
    fragments = {room.fragment.url: room.fragment for room in rooms if room.fragment}
    return Tool(rooms[0].name, tuple(directions), tuple(fragments.values()))


def where(fragment: Fragment) -> Text | None:
    """Return which part of a fragment to watch, and what its organiser says of it; None without either."""
    parts = [part for part in (_part(fragment), fragment.remark) if part]
    return Text.join(" ", parts) if parts else None


def _part(fragment: Fragment) -> Text | None:
    if fragment.starts and fragment.ends:
        return _("Watch from {starts} to {ends}.", starts=fragment.starts, ends=fragment.ends)
    if fragment.starts:
        return _("Watch from {starts}.", starts=fragment.starts)
    return _("Watch until {ends}.", ends=fragment.ends) if fragment.ends else None
