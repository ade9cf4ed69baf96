"""docs/reference/who-may-do-what.md: who gets through which door, and when, found by knocking on every door.

``python -m tests.safety.table`` writes the page anew.
"""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import simcord
from discord import app_commands

from bot.client import MeetupBot
from bot.content import DATA
from bot.harvest import typesetting
from bot.platform import doors
from bot.platform.custom_id import CustomId
from bot.platform.doors import For
from bot.platform.lasting import LastingForm, LastingItem, LastingMenu
from tests.evening import open_evening
from tests.safety.doors import BUG, Command, Knock, Visitor, commands, menus
from tests.safety.house import MOMENTS, House

PAGE = DATA.parent / "docs" / "reference" / "who-may-do-what.md"


@dataclass(frozen=True)
class Door:
    """A door: a command, a menu of a message, or what has a custom_id."""

    part: str
    name: str
    about: str
    people: For
    way: Command | app_commands.ContextMenu | CustomId
    is_form: bool = False


def all_doors(bot: MeetupBot) -> list[Door]:
    """Every door that is registered, by part and name."""
    found = [
        Door("Commands", f"/{one.qualified_name}", _english(one), doors.of_command(one), one) for one in commands(bot)
    ]
    found += [Door("Menus of a message", one.name, "", doors.of_command(one), one) for one in menus(bot)]
    for item in LastingItem.known.values():
        part = "Lists" if issubclass(item, LastingMenu) else "Buttons"
        found.append(Door(part, str(item.ids), _about(item), item.open_to, item.ids))
    found += [
        Door("Forms", str(one.ids), _about(one), one.open_to, one.ids, True) for one in LastingForm.known.values()
    ]
    return sorted(found, key=lambda door: (door.part, door.name))


def _english(command: Command) -> str:
    text = command._locale_description
    return str(text.extras["english"] if text else command.description)


def _about(kind: type) -> str:
    return str(kind.__doc__).partition("\n")[0].rstrip(".")


class Listener(logging.Handler):
    """Keeps what was refused, as the log tells it at DEBUG."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.refused: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a refusal."""
        if str(record.msg).startswith("Refused in") and "Discord does not let me" not in record.getMessage():
            self.refused.append(record.getMessage())


@contextmanager
def listening() -> Iterator[Listener]:
    """Context manager that hears what is refused."""
    log, listener = logging.getLogger("bot.platform.answers"), Listener()
    level = log.level
    log.addHandler(listener)
    log.setLevel(logging.DEBUG)
    try:
        yield listener
    finally:
        log.removeHandler(listener)
        log.setLevel(level)


@dataclass(frozen=True)
class Round:
    """Going round all doors in one house. ``why`` has the last refusal at a door, for who looks into it."""

    house: House
    listener: Listener
    came_in: dict[tuple[str, str], str] = field(default_factory=dict)  # by door and column: letters of moments
    why: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[Door]:
        """Every door."""
        return all_doors(self.house.evening.bot)

    @property
    def page(self) -> str:
        """The page of what was found."""
        return page(self.rows, self.came_in)

    async def go(self) -> None:
        """Go through the evening, and knock on every door at every moment."""
        rows = self.rows
        async for moment in self.house.moments():
            visitors = await self.house.visitors()
            await self.house.remember()
            for door in rows:
                for column in who_knocks(door, moment):
                    if await self._knock(door, visitors[column]):
                        self.came_in[door.name, column] = self.came_in.get((door.name, column), "") + moment
                    await self.house.put_back()
            self.house.let_go()

    async def _knock(self, door: Door, visitor: Visitor) -> bool:
        """Whether a visitor gets in somewhere behind a door."""
        house, way = self.house, door.way
        visitor = house.at(way, visitor)
        if isinstance(way, CustomId):
            for id in house.ids(way):
                shown = visitor.submit(id, **house.fields(way)) if door.is_form else visitor.press(id, house.value(way))
                if await self._gets_in(door, shown):
                    return True
            return False
        if isinstance(way, app_commands.ContextMenu):
            direct = not isinstance(visitor.who, simcord.MemberActor)
            aim = house.pledge if door.people is For.EVERYBODY else house.message
            return not direct and aim is not None and await self._gets_in(door, visitor.menu(way, aim))
        return await self._gets_in(door, visitor.slash(way, house.options(way, visitor)))

    async def _gets_in(self, door: Door, knock: Coroutine[object, object, Knock]) -> bool:
        before = len(self.listener.refused)
        done = await knock
        assert BUG not in done.heard, done
        if len(self.listener.refused) == before:
            return True
        self.why[door.name] = self.listener.refused[-1]
        return False


def who_knocks(door: Door, moment: str) -> list[str]:
    """The visitors that knock on a door at a moment: those that it may let in at each, all others at the tables."""
    if door.people is For.MODERATORS:
        always, others = ["moderator"], ["whose it is", "participant", "moderator, direct"]
    elif door.people is For.ORGANISERS:
        always, others = ["organiser"], ["whose it is", "participant", "moderator", "moderator, direct"]
    else:
        always, others = ["whose it is", "participant", "moderator", "direct"], []
    return [*always, *others, "elsewhere"] if moment == "T" else always


# ---------------------------------------------------------------------- the page

HEAD = """# Who may do what

Made by `make doors`: somebody knocks on every command, button, list and form that the bot has registered, as a
changed client could, at each moment of a meetup. `tests/safety/test_table.py` does it again and compares, so a door
that opens to others, or that is new, changes this page. Don't write in it by hand.

**Open to** is what the door says of itself (`bot/platform/doors.py`), and what is asked before it does anything:
*moderators* have the role that the server chose, the right Manage Events or Administrator, or own the server;
*organisers* have Manage Server; *whose it is* and *everybody* get as far as the thing behind the door, where it is
looked at whose it is.

The other columns are who got in, and when: {moments}; – is never. *Whose it is* wrote the words, was asked, sits at
that table or fills in that form. *Anybody* is a participant who has nothing to do with it. *A moderator* is one of
this server, or an organiser where it is open to organisers. *Direct* is whose it is, in a direct message with the
bot. *Elsewhere* is a moderator of another server who sends the numbers of this one, while people are at the tables:
● is let in, to what is their own or their server's alone.

"""
COLUMNS = ("Door", "What it is", "Open to", "Whose it is", "Anybody", "A moderator", "Direct", "Elsewhere")


def page(rows: list[Door], came_in: Mapping[tuple[str, str], str]) -> str:
    """Return the page, as Markdown."""
    moments = "; ".join(f"**{letter}** {moment}" for letter, moment in MOMENTS.items())
    lines = [HEAD.format(moments=moments)]
    shut = {door.name for door in rows if not any(came_in.get((door.name, column)) for column in SEEN)}
    for part in dict.fromkeys(door.part for door in rows):
        lines += [f"## {part}", "", _row(COLUMNS), _row("---" for _column in COLUMNS)]
        for door in rows:
            if door.part == part:
                lines.append(_row([f"`{door.name}`", door.about, str(door.people), *_cells(door, came_in)]))
        lines.append("")
    lines += ["Nothing stood behind these doors on that evening, so they opened to nobody: " + _listed(shut) + "."]
    return "\n".join(lines) + "\n"


SEEN = ("whose it is", "participant", "moderator", "organiser", "direct")


def _cells(door: Door, came_in: Mapping[tuple[str, str], str]) -> list[str]:
    commands = "organiser" if door.people is For.ORGANISERS else "moderator"
    found = [
        came_in.get((door.name, column), "") or "–" for column in ("whose it is", "participant", commands, "direct")
    ]
    return [*found, "●" if came_in.get((door.name, "elsewhere")) else "–"]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


@asynccontextmanager
async def gone_round(folder: Path) -> AsyncIterator[Round]:
    """Context manager that goes round all doors, with a database in a folder."""
    async with open_evening(folder) as evening:
        with listening() as listener:
            found = Round(House(evening), listener)
            await found.go()
        yield found


async def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with gone_round(Path(folder)) as found:
            PAGE.write_text(found.page, "utf-8")


if __name__ == "__main__":
    typesetting.can_print = lambda: False  # paper takes a second at the end of an evening
    asyncio.run(_main())
