"""Output of the rehearsal: each event as it happens, and a summary at the end."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from bot.content.texts import bare, voice
from bot.content.times import clock, day
from bot.core.evening.places import PlaceKind
from bot.core.words.escaping import shortened, visible
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.rehearsal.world import World

_STAMP = re.compile(r"<t:(\d+):([tRFD])>")
_CHANNEL = re.compile(r"<#(\d+)>")
_PERSON = re.compile(r"<@(\d+)>")
_COMMAND = re.compile(r"</([a-z ]+):\d+>")
_NUMBER = re.compile(r"\d+")
_MARKS = re.compile(r"\*\*|^#+ |^-# ", re.MULTILINE)
WHOLE = 10_000  # characters


def read(components: Iterable[Mapping[str, Any]]) -> str:
    """Return the texts of the components of a message, one a line, without its buttons."""
    texts = (part.get("content") or read(part.get("components", ())) for part in components)
    return "\n".join(text for text in texts if text)


class Screen:
    """Printer for the rehearsal. On a terminal with a progress bar and shortened lines, else with neither."""

    def __init__(self, language: str, zone: tzinfo, console: Console | None = None) -> None:
        self._language, self._say, self._zone = language, voice(language, bare), zone
        self._console = console or Console(highlight=False)
        # A terminal gets one line for each post; a file gets the whole text.
        self._width = self._console.width if self._console.is_terminal else WHOLE
        self._progress = Progress(TextColumn("{task.description}"), BarColumn(), console=self._console, transient=True)
        self._task: TaskID | None = None
        self._begin: datetime | None = None
        self._seen: dict[int, str] = {}  # by message
        self._names: dict[str, str] = {}
        self._people: dict[str, str] = {}

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def note(self, text: Text) -> None:
        """Print one line."""
        self._console.print(escape(self._say(text)), soft_wrap=True)

    def heading(self, text: Text) -> None:
        """Print an empty line and a bold one."""
        self._console.print()
        self._console.print(f"[bold]{escape(self._say(text))}[/bold]", soft_wrap=True)

    def line(self, moment: datetime, where: str, what: str) -> None:
        """Print one event: clock time, place, and the text as Discord shows it."""
        text = f"{clock(moment, self._zone)}  {where:<22.22}  {self._as_shown(what, moment)}"
        self._console.print(escape(shortened(visible(text), self._width)), soft_wrap=True)

    def _as_shown(self, text: str, now: datetime) -> str:
        """Return a post as Discord would show it, on one line.

        Times become clock times, mentions of people, channels and commands become names, and the marks of bold,
        headings and small print go.
        """

        def time(found: re.Match[str]) -> str:
            moment = datetime.fromtimestamp(int(found[1]), UTC)
            if found[2] in "FD":
                date = day(moment, self._language, self._zone)
                return date if found[2] == "D" else f"{date} {clock(moment, self._zone)}"
            if found[2] == "t":
                return clock(moment, self._zone)
            minutes = round((moment - now).total_seconds() / 60)
            return (
                self._say(ngettext("in {n} minute", "in {n} minutes", minutes)) if minutes > 0 else self._say(_("now"))
            )

        text = _CHANNEL.sub(lambda found: self._names.get(found[1], "#…"), _STAMP.sub(time, text))
        text = _PERSON.sub(lambda found: f"@{self._people.get(found[1], '…')}", text)
        text = _COMMAND.sub(r"/\1", text)
        lines = _MARKS.sub("", text).split("\n")
        return " · ".join(" ".join(line.split()) for line in lines if line.strip())

    def event(self, moment: datetime, where: str, what: Text) -> None:
        """Print one event that is no post, with a text of the rehearsal."""
        self.line(moment, where, self._say(what))

    async def show_new_posts(self, world: World) -> None:
        """Print what the bot has posted since the last call in every channel of the meetup, or edited at a table.

        A text that was posted at several tables is printed once, unless it is a heading ("## …").
        """
        venue, timeline = await world.venue(), await world.timeline()
        self._advance(world.now, timeline.ends)
        self._names = {
            str(place.channel): world.channel(place.channel).name or "" for place in venue.places if place.channel
        }
        self._people = world.people()
        at_tables: dict[str, list[str]] = {}
        for place in venue.places:
            if place.channel is None or place.kind is PlaceKind.CATEGORY:
                continue
            where = (
                f"🔊 {bare(place.title)}" if place.kind is PlaceKind.TABLE else f"#{world.channel(place.channel).name}"
            )
            for text in self._new_posts(world, place.channel, edited=place.kind is PlaceKind.TABLE):
                if place.kind is PlaceKind.TABLE and not text.startswith("##"):
                    at_tables.setdefault(text, []).append(where)
                else:
                    self.line(world.now, where, text)
        for text, tables in at_tables.items():
            many = self._say(ngettext("🔊 one table", "🔊 {n} tables", len(tables)))
            self.line(world.now, tables[0] if len(tables) == 1 else many, text)

    def _new_posts(self, world: World, channel: int, *, edited: bool) -> list[str]:
        me, new = world.env.backend.bot_user.id, list[str]()
        for id, message in sorted(world.env.backend.messages.get(channel, {}).items()):
            if message.author_id != me or message.is_ephemeral:
                continue
            text = message.content or read(message.components)
            before = self._seen.setdefault(id, "")
            if not before or (edited and _NUMBER.sub("", text) != _NUMBER.sub("", before)):  # no minute after minute
                new.append(text)
            self._seen[id] = text or " "
        return new

    def _advance(self, moment: datetime, ends: datetime) -> None:
        """Move the progress bar to a moment of the evening."""
        self._begin = self._begin or moment
        if self._task is None:
            self._task = self._progress.add_task("", total=1.0)
        whole = (ends - self._begin) or timedelta(seconds=1)
        self._progress.update(
            self._task, completed=min(1.0, (moment - self._begin) / whole), description=clock(moment, self._zone)
        )

    def caught(self, said: int, caught: int, other_doors: int, kinds: Mapping[str, int]) -> None:
        """Tell what was said in chat, and what the bot caught of it."""
        self.heading(_("What the bot caught"))
        parts = ", ".join(f"#{kind} {n}" for kind, n in kinds.items()) or "–"
        self.note(
            _(
                "{said} in the chat, {caught} of them with a contribution. In the harvest: {total} ({kinds}).",
                said=ngettext("One line", "{n} lines", said),
                caught=caught,
                total=ngettext("one contribution", "{n} contributions", sum(kinds.values())),
                kinds=parts,
            )
        )
        if other_doors:
            self.note(ngettext("One came by command, form or menu.", "{n} came by command, form or menu.", other_doors))

    def listed(self, heading: Text, lines: Sequence[Typed]) -> None:
        """Print chat lines under a heading, at most twelve; nothing where there are none."""
        if not lines:
            return
        self.note(heading)
        for text in lines[:12]:
            self._console.print(escape(shortened(f"  · {bare(text)}", self._width)), soft_wrap=True)
        if len(lines) > 12:
            self.note(_("  … and {n} more.", n=len(lines) - 12))

    def staying(self, plenary: int, table: int) -> None:
        """Print how many messages of the bot stand at the end in the plenary, and at the table with most of them."""
        self.note(_("Messages of mine that stay: {plenary} in the plenary, at most {table} at a table.",
                    plenary=plenary, table=table))  # fmt: skip

    def files(self, paths: Iterable[Path]) -> None:
        """Print the paths of the harvest files."""
        self.heading(_("The harvest"))
        for path in sorted(paths):
            self._console.print(escape(f"  {path}"), soft_wrap=True)
