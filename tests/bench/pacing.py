"""Discord's rate limits: opening twenty tables, posting prompts in each, and bringing everybody back."""

import asyncio
import re
import sqlite3
import statistics
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import FORBIDDEN, Call, StandIn, until
from tests.bench.table import Row

TABLES = 20
LASTS = 12  # seconds of the break-out
MEANWHILE = "Vraag onderweg?"  # a question in the plenary while people are on their way back


def tables(second: str) -> str:
    """Return the YAML of twenty tables, each with a text and two questions.

    The first question is due at once, the other one after ``second``, a duration as in a programme ("15 min").
    """
    return "\n".join(
        f"      - {{titel: Tafel {number}, tekst: Welkom aan tafel {number}., "
        f"vragen: [{{na: 0 s, tekst: Vraag een?}}, {{na: {second}, tekst: Vraag twee?}}]}}"
        for number in range(1, TABLES + 1)
    )


def programme() -> str:
    """Return a programme with a break-out of twenty tables, each with a text and two questions."""
    return f"""
titel: Twintig tafels
soort: eigen
blokken:
  - {{titel: Vooraf, soort: plenair, duur: 4 s}}
  - titel: Praten
    soort: break-out
    duur: {LASTS} s
    waarschuw: []
    terugkeer: 2 s
    ruimtes:
{tables("5 s")}
  - {{titel: Samen, soort: plenair, duur: 10 min, vragen: [{{na: 3 s, tekst: {MEANWHILE}}}]}}
"""


@dataclass(slots=True)
class Paced:
    """Figures of an evening at twenty tables; times in seconds."""

    opening_calls: list[str] = field(default_factory=list)  # changes of rights at the opening, in order
    first_late: dict[str, float] = field(default_factory=dict)  # per question, after its moment
    last_late: dict[str, float] = field(default_factory=dict)
    too_many: dict[str, int] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)  # answers to people while others are brought back
    brought_back: float = 0.0
    meanwhile_late: float = 0.0  # the question in the plenary, after its moment
    left_behind: list[int] = field(default_factory=list)
    thrown_out: list[int] = field(default_factory=list)
    moderators: list[str] = field(default_factory=list)
    stuck: int | None = None


class TwentyTables:
    """One evening with ``size`` people at twenty tables.

    With ``one_is_stuck`` Discord refuses to move one of them; with ``moves_wait`` it moves nobody before the question
    in the plenary stands there.
    """

    def __init__(self, standin: StandIn, folder: Path, size: int, *, one_is_stuck: bool, moves_wait: bool) -> None:
        self._standin, self._people = standin, People(standin)
        self._bot = BotProcess(standin, folder, {"tafels": programme()})
        self._crowd = [standin.new_member(f"deelnemer{number}") for number in range(size)]
        self._moves_wait = moves_wait
        self._paced = Paced(stuck=self._crowd[-1] if one_is_stuck else None)

    async def run(self) -> Paced:
        """Play the evening. Returns its figures."""
        standin, moderator = self._standin, self._standin.moderator
        try:
            await self._bot.start()
            await until(lambda: bool(standin.backend.commands.get(None)))
            await self._people.slash(
                moderator, standin.lobby, "meetup plan", programma="tafels", titel="Proef", start="nu"
            )
            tables = [standin.channel(f"Tafel {number}") for number in range(1, TABLES + 1)]
            self._without_followers(tables[0])
            await self._people.slash(moderator, standin.channel("moderatoren"), "meetup start")
            await until(lambda: bool(self._rows("SELECT 1 FROM slots WHERE block = 1 AND started IS NOT NULL")))
            for number, person in enumerate(self._crowd):
                self._people.join(person, tables[number % TABLES])
            await until(lambda: bool(self._rows("SELECT 1 FROM cues WHERE kind = 'close' AND state = 'done'")))
            await self._bring_back(tables)
            self._read_journal(tables)
        finally:
            await self._bot.kill()
        return self._paced

    def _without_followers(self, table: int) -> None:
        """Give one table other permissions than its category, as if by hand, so that it does not follow it."""
        channel = self._standin.backend.get_channel(table)
        channel.overwrites = [overwrite for overwrite in channel.overwrites if overwrite.type == 0]
        self._standin.backend.announce_channel_update(table)

    async def _bring_back(self, tables: list[int]) -> None:
        """Follow the return of everybody to the plenary, and measure answers to pledges meanwhile.

        One person can't be moved, if ``stuck`` is set, and one leaves voice just before their move.
        """
        began = asyncio.get_running_loop().time()
        gone = self._crowd[-2]
        if self._paced.stuck is not None:
            self._standin.faults.codes[rf"PATCH /guilds/\d+/members/{self._paced.stuck}"] = FORBIDDEN

        async def leave(phase: str, _method: str, path: str) -> None:
            if phase == "arrived" and path.endswith(f"/members/{gone}"):
                self._people.join(gone, None)  # so that the move fails with 40032

        self._standin.faults.watchers.append(leave)
        plenary = self._standin.channel("grote-zaal")

        async def wait(phase: str, method: str, path: str) -> None:
            if (phase, method) == ("arrived", "PATCH") and "/members/" in path:
                await until(lambda: any(MEANWHILE in post for post in self._standin.posts(plenary)))

        if self._moves_wait:
            self._standin.faults.watchers.append(wait)
        number = 0
        while self._rows("SELECT 1 FROM cues WHERE kind = 'return' AND state = 'todo'"):
            number += 1
            said = await self._people.slash(self._standin.noor, plenary, "morgen", tekst=f"ga ik bellen {number}")
            self._paced.took.append(said.took)
            await asyncio.sleep(0.2)
        self._paced.brought_back = asyncio.get_running_loop().time() - began
        voice = self._standin.backend.get_guild(self._standin.guild).voice_states
        self._paced.left_behind = [id for table in tables for id in self._people.in_voice(table)]
        self._paced.thrown_out = [id for id in self._crowd if id not in voice and id != gone]
        self._paced.moderators = self._standin.posts(self._standin.channel("moderatoren"))

    def _read_journal(self, tables: list[int]) -> None:
        calls = list(self._standin.journal)
        begins = self._moment("SELECT starts FROM slots WHERE block = 1")
        rights = [call for call in calls if call.moment >= begins and "/permissions/" in call.path]
        ends = self._moment("SELECT ends FROM slots WHERE block = 1")
        self._paced.opening_calls = [self._name(call) for call in rights if call.moment < ends]
        for text, offset in (("Vraag een?", 0), ("Vraag twee?", 5)):
            shown: dict[int, datetime] = {}  # by table: when its card first had this question
            for call in calls:
                if (table := _says_at(call)) in tables and text in str(call.body.get("content")):
                    shown.setdefault(table, call.moment)
            late = sorted((moment - begins).total_seconds() - offset for moment in shown.values())
            assert len(late) == TABLES, f"{text} was shown at {len(late)} tables"
            self._paced.first_late[text], self._paced.last_late[text] = late[0], late[-1]
        asked = next(call.moment for call in calls if MEANWHILE in str(call.body))
        self._paced.meanwhile_late = (
            asked - self._moment("SELECT starts FROM slots WHERE block = 2")
        ).total_seconds() - 3
        self._paced.too_many = dict(self._standin.limits.too_many)

    def _name(self, call: Call) -> str:
        return str(self._standin.backend.get_channel(int(call.path.split("/")[2])).name)

    def _moment(self, sql: str) -> datetime:
        return datetime.fromtimestamp(self._rows(sql)[0][0] / 1000, UTC)

    def _rows(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(self._bot.database)) as db:
            return db.execute(sql).fetchall()


def _says_at(call: Call) -> int:
    """Return the channel in which a call posts or edits a message; 0 for other calls."""
    match = re.fullmatch(r"/channels/(\d+)/messages(/\d+)?", call.path)
    return int(match[1]) if call.method in ("POST", "PATCH") and match else 0


async def evening(size: int, *, one_is_stuck: bool, moves_wait: bool = False) -> Paced:
    """Play one evening on its own stand-in, in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn().listening() as standin:
            return await TwentyTables(
                standin, Path(folder) / "bot", size, one_is_stuck=one_is_stuck, moves_wait=moves_wait
            ).run()


async def rows() -> list[Row]:
    """Measure 125 people at twenty tables. Returns the figures."""
    paced = await evening(125, one_is_stuck=True)
    return [
        Row("calls that open 20 rooms", str(len(paced.opening_calls)), ", ".join(paced.opening_calls)),
        *(
            Row(
                f"question {number} at 20 tables",
                f"{paced.first_late[text]:.2f} s to {paced.last_late[text]:.2f} s",
                "after its moment; at most 1 s more than the limits make needed",
            )
            for number, text in enumerate(paced.last_late, start=1)
        ),
        Row("429s", str(sum(paced.too_many.values())), f"BROKEN {paced.too_many}" if paced.too_many else ""),
        Row("125 people brought back", f"{paced.brought_back:.0f} s", "Discord allows 10 in 10 s: 120 s"),
        Row("question meanwhile", f"{paced.meanwhile_late:.2f} s", "after its moment, in the plenary"),
        Row("answers meanwhile, median and slowest", f"{statistics.median(paced.took) * 1000:.0f} ms",
            f"{max(paced.took) * 1000:.0f} ms"),
        Row("left behind, thrown out", f"{len(paced.left_behind)}, {len(paced.thrown_out)}",
            "" if [f"<@{paced.stuck}>"] == re.findall(r"<@\d+>", paced.moderators[-1]) and not paced.thrown_out
            else "BROKEN"),
    ]  # fmt: skip
