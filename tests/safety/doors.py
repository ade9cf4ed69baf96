"""Every door of the bot as it is registered, and how to knock on it as a changed client could."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
import simcord
from discord import AppCommandOptionType as Option
from discord import AppCommandType, app_commands
from simcord.actors import _dispatch_actor_interaction
from simcord.backend.serializers import message_payload

from bot.client import MeetupBot
from bot.core.evening.cues import CueKind
from bot.platform import doors
from bot.platform.custom_id import CustomId
from bot.platform.doors import For
from bot.platform.lasting import LastingForm, LastingItem, LastingMenu
from bot.storage.database import Queries
from tests.evening import Evening, answer

NOT_FOR_YOU = ("Dit is voor moderatoren", "Server beheren", "niet in een privébericht", "van een vorige versie")
FIELDS = (  # in which something can be typed
    "vraag0", "tekst", "when", "with", "why", "for_whom", "bewaren", "owner", "due", "first_step", "measure", "name",
    "organisation", "naam", "school", "people", "time", "already", "hurts", "outcome", "figures",
    "titel", "duur", "vragen", "url",
)  # fmt: skip
ODD = ("-1", "0", "00", "1e3", "٣", "9" * 18, str(2**63), "9" * 60, "1 OR 1=1", "../1")  # numbers to fall over
OF_CUES = ("cues", "tries", "posts")  # tables with the ids of cues, which no button carries
BUG = "Er ging bij ons iets mis"

Command = app_commands.Command[Any, ..., Any]
Row = tuple[object, ...]


@dataclass(frozen=True)
class Knock:
    """What came of knocking once: what was ``said``, and ``heard``: all that can be read, in buttons and forms too."""

    door: str
    people: For
    said: str
    heard: str
    private: bool

    @property
    def is_open(self) -> bool:
        """Whether this door lets everybody as far as the thing behind it."""
        return self.people in (For.OWN, For.EVERYBODY)


@dataclass(frozen=True)
class Visitor:
    """Somebody in a channel, or in a direct message."""

    evening: Evening
    who: simcord.MemberActor | simcord.UserHandle
    channel: simcord.ChannelHandle
    words: str | None = None  # typed wherever something can be typed; else what fits there
    commands: bool = True  # whether they are a moderator, here or elsewhere

    async def knock_everywhere(self, target: discord.Message, odd: Sequence[str] = ODD) -> list[Knock]:
        """Try every door that the bot has; menus on the ``target``, forged buttons and forms with every number."""
        bot = self.evening.bot
        people = (self.evening.noor.id, self.evening.moderator.id)
        numbers = [
            *await stored_numbers(bot.db.read),
            *odd,
            *(str(person) for person in people if person != self.who.id),
        ]
        knocks = [await self.slash(command) for command in commands(bot)]
        if isinstance(self.who, simcord.MemberActor):
            knocks += [await self.menu(menu, target) for menu in menus(bot)]
        for ids in buttons(bot):
            knocks += [await self.press(id) for id in self._worth_trying(ids.examples(numbers), of_press)]
        for ids in forms():
            knocks += [await self.submit(id) for id in self._worth_trying(ids.examples(numbers), of_form)]
        return knocks

    def _worth_trying(self, ids: list[str], people: Callable[[str], For]) -> list[str]:
        """All custom_ids, but one of a door that refuses who is no moderator before it looks at any number."""
        refused = [id for id in ids if people(id) in (For.MODERATORS, For.ORGANISERS)]
        return ids if self.commands else [id for id in ids if id not in refused or id in refused[:1]]

    async def slash(self, command: Command, filled: Mapping[str, object] | None = None) -> Knock:
        """Give a command with these options and what else is required; without any, with something everywhere."""
        asked = [option for option in command.parameters if filled is None or option.required]
        options = {str(option.display_name): self._filled_in(option) for option in asked} | dict(filled or {})
        name = command.qualified_name
        given = {key: value for key, value in options.items() if value is not None}
        if isinstance(self.who, simcord.MemberActor):
            result = await self.who.slash(self.channel, name, **given)
        else:
            result = await self.who.slash(name, **given)
        return _knock(f"/{name}", doors.of_command(command), result)

    def _filled_in(self, option: app_commands.Parameter) -> object:
        if option.choices:
            return option.choices[0].value
        match option.type:
            case Option.integer | Option.number:
                return option.min_value or 1
            case Option.boolean:
                return True
            case Option.string:
                if self.words is not None:
                    return self.words[: int(option.max_value or len(self.words))]
                return "proef" if option.autocomplete else "20:00"
            case Option.user:
                return self.who
            case Option.attachment:
                return "plaatje.png", b"\x89PNG\r\n\x1a\n"
        return None

    async def menu(self, menu: app_commands.ContextMenu, target: discord.Message) -> Knock:
        """Use the menu of somebody's message, or of a person."""
        assert isinstance(self.who, simcord.MemberActor)
        there = target.channel.id == self.channel.id
        message = target if there else await self.who.send(self.channel, "ik lees voor")
        aim = message if menu.type is AppCommandType.message else self.who
        return _knock(menu.name, doors.of_command(menu), await self.who.context_menu(self.channel, menu.name, aim))

    async def autocomplete(self, command: Command) -> list[str]:
        """What is offered while somebody types."""
        assert isinstance(self.who, simcord.MemberActor)
        offered = []
        for option in command.parameters:
            if option.autocomplete:
                offered += await self.who.autocomplete(self.channel, command.qualified_name, option.display_name, "")
        return [str(choice["value"]) for choice in offered]

    async def press(self, custom_id: str, value: str = "1") -> Knock:
        """Press a button that nobody was shown; or choose a value from a list."""
        backend = self.evening.env.backend
        message = backend.prepare_message(self.channel.id, backend.bot_user.id, "x")
        item: dict[str, object] = {"type": 2, "style": 1, "label": "x", "custom_id": custom_id}
        data: dict[str, object] = {"custom_id": custom_id, "component_type": 2}
        if is_menu(self.evening.bot, custom_id):
            item = {"type": 3, "custom_id": custom_id, "options": [{"label": "x", "value": value}]}
            data = {"custom_id": custom_id, "component_type": 3, "values": [value]}
        shown = dict(message_payload(backend, message)) | {"components": [{"type": 1, "components": [item]}]}
        extra = {"message": shown}
        result = await _dispatch_actor_interaction(self.who, 3, self.channel, data, extra=extra)
        return _knock(custom_id, of_press(custom_id), result)

    async def submit(self, custom_id: str, **fields: str | list[str]) -> Knock:
        """Send a form that nobody was shown."""
        words = {name: self.words or "ingebroken" for name in FIELDS if self.words or name == "tekst"}
        filled: dict[str, object] = dict(fields) or dict(words)
        parts = [
            {"type": 4, "custom_id": name, "values" if isinstance(value, list) else "value": value}
            for name, value in filled.items()
        ]
        data: dict[str, object] = {"custom_id": custom_id, "components": [{"type": 18, "component": p} for p in parts]}
        return _knock(custom_id, of_form(custom_id), await _dispatch_actor_interaction(self.who, 5, self.channel, data))


def _knock(door: str, people: For, result: simcord.InteractionResult) -> Knock:
    messages = [message for message in (result.response, *result.followups) if message is not None]
    said = answer(result)
    heard = said + str([message.components for message in messages]) + str(result.modal or "")
    return Knock(door, people, said, heard, all(message.ephemeral for message in messages))


# ---------------------------------------------------------------------- what is registered


def commands(bot: MeetupBot) -> list[Command]:
    """Every slash command."""
    return [command for command in bot.tree.walk_commands() if isinstance(command, app_commands.Command)]


def menus(bot: MeetupBot) -> list[app_commands.ContextMenu]:
    """Every context menu, of messages and of people."""
    kinds = (AppCommandType.message, AppCommandType.user)
    found = (menu for kind in kinds for menu in bot.tree.walk_commands(type=kind))
    return [menu for menu in found if isinstance(menu, app_commands.ContextMenu)]


def buttons(bot: MeetupBot) -> list[CustomId]:
    """The custom_ids of every lasting button or menu, from discord.py's own register."""
    known = bot._connection._view_store._dynamic_items.values()
    return [kind.ids for kind in known if issubclass(kind, LastingItem)]


def is_menu(bot: MeetupBot, custom_id: str) -> bool:
    """Whether this is a list to choose from, and no button."""
    known = bot._connection._view_store._dynamic_items.items()
    return any(issubclass(kind, LastingMenu) for pattern, kind in known if pattern.fullmatch(custom_id))


def forms() -> list[CustomId]:
    """The custom_ids of every form."""
    return [form.ids for form in LastingForm.known.values()]


def of_press(custom_id: str) -> For:
    """Whom a button or list lets through; nobody but moderators where there is none."""
    for item in LastingItem.known.values():
        if (values := item.ids.read(custom_id)) is not None:
            return item.for_whom(**values)
    return For.MODERATORS


def of_form(custom_id: str) -> For:
    """Whom a form lets through; nobody but moderators where there is none."""
    found = (form.open_to for form in LastingForm.known.values() if form.ids.read(custom_id) is not None)
    return next(found, For.MODERATORS)


# ---------------------------------------------------------------------- what is stored


async def rows(db: Queries) -> set[tuple[str, Row]]:
    """Every row of every table, with its table; not of the index, which follows the contributions."""
    known = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'"
    tables = [row["name"] for row in await db.all(known)]
    return {(table, tuple(row)) for table in tables for row in await db.all(f"SELECT * FROM {table}")}


async def stored_numbers(db: Queries) -> list[str]:
    """Every small number that stands anywhere: ids of contributions, meetups, places …; not of cues, the most."""
    found = [row for table, row in await rows(db) if table not in OF_CUES]
    return sorted({str(value) for row in found for value in row if isinstance(value, int) and value < 1000})


def touched(before: set[tuple[str, Row]], after: set[tuple[str, Row]], mine: int) -> Iterator[tuple[str, Row]]:
    """What changed though it is not this person's: rows without their id.

    A counter of ids is nobody's; and the moderators' panel looks again at whatever anybody brings in.
    """
    own = {row[0] for table, row in before | after if table == "contributions" and mine in row}
    for table, row in before ^ after:
        if table == "follow_ups" and row[0] in own:  # what became of their own words
            continue
        if mine not in row and table != "sequences" and not (table == "cues" and CueKind.PANEL.value in row):
            yield table, row
