"""Evenings in which the bot is killed again and again, at all kinds of moments, and checks of the result."""

import asyncio
import itertools
import json
import os
import random
import re
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.bench.people import People, Said
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until
from tests.bench.table import Row

PATIENCE = 3.0  # seconds; after them Discord itself says that the bot did not answer
# Calls of the bot at which it can be killed: answering a pledge, making a channel.
CALLS = {
    "pledge": r"POST /interactions/|PUT /channels/\d+/messages/\d+/reactions/",
    "making": r"POST /guilds/\d+/channels",
}
TABLES = ("Tafel een", "Tafel twee", "Tafel drie")
LIVES = 8.0  # seconds at most, before it is killed at whatever moment it is
FAULTS = 0.05  # share of calls that fail, and share that are slow
FIRST_CUES: list[Any] = [
    {"id": 1, "kind": "welcome"},
    {"id": 2, "kind": "remind"},
]  # ids that the first cues will have, before a meetup is planned
AGAIN = ("Ik was weg", "voor het eerst")  # parts of texts that may be posted more than once
AT_ONCE = 3  # evenings beside each other
WHENS = ("before", "during", "after", "marked")


def programme(seconds: int) -> str:
    """Return a programme whose times are multiples of ``seconds``.

    Small for an evening in real time, large for one in which the clock jumps at each kill.
    """

    def at(moments: int) -> str:
        return f"{moments * seconds} s"

    tables = "\n".join(
        f"""      - titel: {table}
        fragment: {{titel: Fragment {table}, url: https://www.human.nl/klassen}}
        vragen: [{{na: {at(0)}, tekst: Eerste vraag {table}?}}, {{na: {at(8)}, tekst: Tweede vraag {table}?}}]"""
        for table in TABLES
    )
    return f"""
titel: Proefavond
soort: eigen
blokken:
  - titel: Kijken
    soort: plenair
    duur: {at(14)}
    tekst: Opening van de avond.
    fragment: {{titel: Fragment vooraf, url: https://www.human.nl/klassen}}
    vragen: [{{na: {at(5)}, tekst: Vraag vooraf?}}]
  - titel: Praten
    soort: break-out
    duur: {at(26)}
    waarschuw: [{at(7)}]
    terugkeer: {at(4)}
    ruimtes:
{tables}
  - titel: Morgen
    soort: oogst
    duur: {at(15)}
    tekst: Slot van de avond.
    vraagt: [morgen]
"""


@dataclass(slots=True)
class Outcome:
    """Result of an evening of kills.

    ``kills`` by kind of moment; ``wrong``: broken promises, in words; ``acknowledged``: number of contributions
    that people had acknowledged, or said in chat.
    """

    kills: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    acknowledged: int = 0
    let_go: int = 0  # blocks that passed entirely while the bot was away


class KilledEvening:
    """One evening, by seed. ``away`` is how many seconds the clock moves on each time that the bot is down.

    ``most`` is the number of kills. With ``late`` they begin when the evening is nearly over, so that its end is
    hit.
    """

    def __init__(
        self, standin: StandIn, folder: Path, seed: int, most: int, away: float = 0.0, *, late: bool = False
    ) -> None:
        self._late = late
        self._random = random.Random(seed)
        self._standin, self._most, self._away = standin, most, away
        self._people = People(standin, PATIENCE)
        self._bot = BotProcess(standin, folder, {"proefavond": programme(int(away / 4) or 1)})
        self._bot.settings["CONTRIBUTIONS_PER_PERSON"] = "100000"  # six people say what a hundred would
        self._outcome = Outcome()
        self._hit: set[int] = set()
        self._is_over = False  # a cancellation alone is lost where the answer comes in the same moment
        self._acknowledged: set[str] = set()
        self._said: set[str] = set()
        self._deadline: asyncio.Task[None] | None = None
        self._crowd = [standin.new_member(f"deelnemer{number}") for number in range(6)]

    async def run(self) -> Outcome:
        """Play the evening and check its result."""
        keeper = asyncio.create_task(self._keep_killing())
        talkers: list[asyncio.Task[None]] = []
        try:
            await self._lead()
            talkers = [asyncio.create_task(self._talk(person)) for person in self._crowd[:3]]
            await asyncio.wait_for(self._until_closed(), 480)
        finally:
            self._is_over = True
            for task in talkers:
                task.cancel()
            await asyncio.gather(*talkers, return_exceptions=True)
            self._most = 0
            with suppress(asyncio.CancelledError):
                keeper.cancel()
                await keeper
            self._standin.faults.watchers.clear()
        try:
            await self._look()
        finally:
            await self._bot.kill()
        if self._outcome.wrong and (folder := os.environ.get("BENCH_LOGS")):
            shutil.copy(self._bot.folder / "log.txt", Path(folder) / f"{self._bot.folder.parent.name}.txt")
        return self._outcome

    # ------------------------------------------------------------------ killing

    async def _keep_killing(self) -> None:
        while (kills := sum(self._outcome.kills.values())) < self._most:
            if not self._has_begun() and (self._away or self._late or kills >= self._most // 4):
                await self._bot.start()  # and leave it alone until the evening has begun, or is nearly over
                await until(self._is_nearly_over if self._late else self._has_begun, 120)
            else:
                name, kill = self._choose()
                await self._bot.start(kill=kill)
                what, _space, phase = name.partition(" ")
                if what in CALLS:
                    self._kill_at_call(CALLS[what], phase)
                with suppress(TimeoutError):
                    await until(lambda: not self._bot.is_running, self._random.uniform(2.0, LIVES))
                self._standin.faults.watchers.clear()
            self._outcome.kills["whenever" if self._bot.is_running else name] += 1
            await self._bot.kill()
            self._standin.clock.shift += timedelta(seconds=self._away)
        await self._bot.start()

    def _has_begun(self) -> bool:
        return bool(self._rows("SELECT 1 FROM meetups WHERE started_at IS NOT NULL"))

    def _is_nearly_over(self) -> bool:
        return bool(self._rows("SELECT 1 FROM cues WHERE kind = 'warn' AND state <> 'todo'"))

    def _choose(self) -> tuple[str, Mapping[str, Any] | None]:
        """Return the name of the next kill, and KILL for the process (None: killed at a call of the bot).

        Mostly the next cue that no kill has hit yet.
        """
        planned = self._has_begun()
        kind = self._random.choices(("cue", "transaction", "call"), (8, 1, 1) if planned else (1, 1, 2))[0]
        if kind == "transaction":
            return kind, {"point": kind, "statement": self._random.randrange(30)}
        soon = (self._standin.clock.now().timestamp() + (0 if self._away else LIVES)) * 1000
        # People are brought back as soon as the tables are closed; until then that cue waits.
        due = self._rows(
            "SELECT id, kind FROM cues WHERE (state = 'todo' OR (state = 'idle' AND kind = 'return')) "
            f"AND due < {soon} ORDER BY due, id"
        )
        due = due or ([] if planned else FIRST_CUES)
        cues = [cue for cue in due if cue["id"] not in self._hit][:3]
        cue = self._random.choice(cues) if cues else None
        if kind == "call" or cue is None:
            return f"{'pledge' if planned else 'making'} {self._random.choice(('arrived', 'done'))}", None
        self._hit.add(cue["id"])
        when = self._random.choice(WHENS)
        requests = self._random.randrange(1, 4)
        return f"{cue['kind']} {when}", {"point": "cue", "cue": cue["id"], "when": when, "request": requests}

    def _kill_at_call(self, pattern: str, phase: str) -> None:
        """Kill the bot at a call that matches ``pattern``, after letting 0 to 2 of them pass.

        ``phase``: "arrived" is before the call is carried out, "done" after that but before its answer.
        """
        passing = self._random.randrange(3)

        async def watch(seen: str, method: str, path: str) -> None:
            nonlocal passing
            if seen != phase or not re.match(pattern, f"{method} {path}"):
                return
            passing -= 1
            if passing < 0 and self._bot.process:
                self._bot.process.kill()
                await self._bot.process.wait()

        self._standin.faults.watchers.append(watch)

    # ------------------------------------------------------------------ people

    async def _lead(self) -> None:
        """Plan and start the meetup as the moderator, trying again until the bot answers."""
        lobby = self._standin.lobby
        await until(lambda: bool(self._standin.backend.commands.get(None)))
        start = (self._standin.clock.now() + timedelta(minutes=8)).astimezone(ZoneInfo("Europe/Amsterdam"))
        await self._insist(lobby, "meetup plan", programma="proefavond", titel="Proef", start=f"{start:%H:%M}")
        await until(lambda: self._channel("moderatoren") is not None)
        await self._insist(self._channel("moderatoren") or 0, "meetup start")
        await until(self._has_begun)
        asyncio.get_running_loop().call_later(4, lambda: asyncio.ensure_future(self._gather()))
        if not self._away:
            await asyncio.sleep(2)
            await self._insist(self._channel("moderatoren") or 0, "meetup pauze")
            await self._insist(self._channel("moderatoren") or 0, "meetup verder")

    async def _insist(self, channel: int, command: str, **options: str) -> Said:
        while True:
            with suppress(TimeoutError):
                return await self._people.slash(self._standin.moderator, channel, command, **options)

    def _channel(self, name: str) -> int | None:
        try:
            return self._standin.channel(name)
        except LookupError:
            return None

    async def _gather(self) -> None:
        """Move everybody into the plenary voice channel, and to the tables once these are open."""
        tables = [await self._wait_for(table) for table in TABLES]
        plenary = next(
            id
            for id, channel in self._standin.backend.channels.items()
            if channel.type == 2 and channel.parent_id is not None and id not in tables
        )
        for person in self._crowd:
            self._people.join(person, plenary)
        await until(lambda: bool(self._rows("SELECT 1 FROM slots WHERE block = 1 AND started IS NOT NULL")), 120)
        for number, person in enumerate(self._crowd):
            self._people.join(person, tables[number % len(tables)])

    async def _wait_for(self, name: str) -> int:
        await until(lambda: self._channel(name) is not None)
        return self._channel(name) or 0

    async def _talk(self, person: int) -> None:
        """Pledge again and again, by command and by chat; repeat a command that got no answer."""
        plenary = self._channel("grote-zaal") or 0
        for number in itertools.takewhile(lambda _number: not self._is_over, itertools.count()):
            text = f"ga ik bellen, {person} nummer {number}"
            if self._random.random() < 0.5:
                self._standin.backend.create_message(plenary, person, f"#morgen {text}")
                self._said.add(text)
            else:
                while not self._is_over:
                    with suppress(TimeoutError):
                        answer = await self._people.slash(person, plenary, "morgen", tekst=text)
                        if "Bewaard" in answer.text:
                            self._acknowledged.add(text)
                            break
                        if "afgelopen" in answer.text:
                            return
            await asyncio.sleep(self._random.uniform(0.2, 0.8))

    # ------------------------------------------------------------------ what must be true

    async def _until_closed(self) -> None:
        while not self._is_closed():
            await asyncio.sleep(0.1)
            if sum(self._outcome.kills.values()) >= self._most and self._away:
                self._standin.clock.shift += timedelta(seconds=self._away)
                await self._bot.kill()
                await self._bot.start()
                with suppress(TimeoutError):  # on a busy machine a start takes seconds, and closing some more
                    await until(self._is_closed, 8)

    def _is_closed(self) -> bool:
        return bool(self._rows("SELECT 1 FROM meetups WHERE state = 'closed'")) and not self._rows(
            "SELECT 1 FROM cues WHERE kind IN ('finish', 'return') AND state = 'todo'"
        )

    async def _look(self) -> None:
        posts = {name: self._standin.posts(self._channel(name) or 0) for name in ("grote-zaal", "moderatoren", *TABLES)}
        for channel, texts in posts.items():
            twice = [text for text, count in Counter(texts).items() if count > 1 and not any(map(text.count, AGAIN))]
            self._wrong(f"twice in {channel}: {text[:60]!r}" for text in twice)
        # A block that passed entirely while the bot was away is let go, and the moderators are told.
        held = [row["started"] is not None for row in self._rows("SELECT started FROM slots ORDER BY block")]
        self._outcome.let_go = held.count(False)
        # What is past is taken away in the plenary, and replaced at a table: it must have been shown.
        calls = "".join(str(call.body) for call in self._standin.journal)
        # A question whose block was over before the bot was there again is let go.
        asked = {row["block"] for row in self._rows("SELECT block FROM cues WHERE kind = 'prompt' AND state = 'done'")}
        shown = ["Opening van de", *(["Vraag vooraf"] if 0 in asked else [])] if held[0] else []
        wanted = [(0, "grote-zaal", "Fragment vooraf"), (2, "grote-zaal", "Slot van de")]
        for table in TABLES:
            wanted += [(1, table, f"Fragment {table}"), (1, table, "Deze tafel is gesloten")]
            # One whose turn passed while the bot was away is behind “Eerdere vragen”; the last one is shown.
            shown += [f"Tweede vraag {table}"] if held[1] else []
        self._wrong(f"{text!r} was never shown" for text in shown if text not in calls)
        for block, channel, text in wanted:
            count = sum(text in post for post in posts[channel])
            self._wrong([f"{text!r} stands {count} times in {channel}"] if count != held[block] else [])
        await self._look_at_harvest()
        known = {row["channel"] for row in self._rows("SELECT channel FROM places")}
        there = {id for id, channel in self._standin.backend.channels.items() if id != self._standin.lobby}
        self._wrong(f"channel {self._standin.backend.channels[id].name!r} belongs to nobody" for id in there - known)
        voice = self._standin.backend.get_guild(self._standin.guild).voice_states
        self._wrong(f"{person} was thrown out of voice" for person in self._crowd if person not in voice)
        row = self._rows(
            "SELECT m.ended_at - s.ends AS late FROM meetups m JOIN slots s ON s.meetup = m.id AND block = 2"
        )[0]
        if not self._away:
            self._wrong(["it ended %.1f s late" % (row["late"] / 1000)] if row["late"] > 60_000 else [])
        self._wrong(f"in the log: {line}" for line in self._bot.errors)
        self._wrong(["the database is damaged"] if self._rows("PRAGMA integrity_check")[0][0] != "ok" else [])

    async def _look_at_harvest(self) -> None:
        """Check that each acknowledged contribution, and each said in chat, is in the harvest exactly once."""
        if not self._bot.is_running:
            await self._bot.start()
        wanted = self._acknowledged | self._said
        with suppress(TimeoutError):  # what was said while it was away, it still reads
            await until(lambda: wanted <= {row["text"] for row in self._rows("SELECT text FROM contributions")}, 20)
        self._people.patience = 120.0  # nobody is killed any more, and files for paper take long on a busy machine
        await self._insist(self._channel("moderatoren") or 0, "oogst export")
        (path,) = (self._bot.folder / "oogst").glob("*/oogst.json")
        kept = Counter(item["text"] for item in json.loads(path.read_bytes())["contributions"])
        self._wrong(f"{text!r} is in the harvest {kept[text]} times" for text in kept if kept[text] > 1)
        self._wrong(f"{text!r} is lost" for text in wanted - kept.keys())
        self._outcome.acknowledged = len(wanted)

    def _wrong(self, found: Any) -> None:
        self._outcome.wrong.extend(found)

    def _rows(self, sql: str) -> list[Any]:
        if not self._bot.database.exists():
            return []
        with closing(sqlite3.connect(self._bot.database)) as db:
            db.row_factory = sqlite3.Row
            try:
                return db.execute(sql).fetchall()
            except sqlite3.OperationalError:
                return []


async def evening(seed: int, kills: int, away: float = 0.0, faults: float = 0.0, *, late: bool = False) -> Outcome:
    """Play one evening on its own stand-in, in a temporary folder.

    ``faults`` is the share of calls, 0 to 1, that Discord refuses with 500, 502 or 503, and the share that it
    answers two seconds late.
    """
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn().listening() as standin:
            standin.faults.chance = standin.faults.slow_chance = faults
            standin.faults.slow = 2.0
            return await KilledEvening(standin, Path(folder) / "bot", seed, kills, away, late=late).run()


async def rows() -> list[Row]:
    """Play 21 evenings with at least 200 kills. Returns the figures.

    15 evenings in real time, 3 in which the clock jumps ten minutes at each kill, and 3 without kills but with
    faults.
    """
    jobs: list[dict[str, Any]] = [{"seed": seed, "kills": 16, "late": False} for seed in range(1, 10)]
    jobs += [{"seed": seed, "kills": 9, "late": True} for seed in range(10, 16)]
    jobs += [{"seed": seed, "kills": 10, "away": 600.0} for seed in range(16, 19)]
    jobs += [{"seed": seed, "kills": 0, "faults": FAULTS} for seed in range(19, 22)]
    outcomes: list[Outcome] = []
    for at in range(0, len(jobs), AT_ONCE):
        outcomes += await asyncio.gather(*(evening(**job) for job in jobs[at : at + AT_ONCE]))
    kills: Counter[str] = sum((outcome.kills for outcome in outcomes), Counter())
    wrong = [
        f"seed {job['seed']}: {line}" for job, outcome in zip(jobs, outcomes, strict=True) for line in outcome.wrong
    ]
    return [
        Row("kill -9", str(kills.total()), ", ".join(f"{name} {count}" for name, count in sorted(kills.items()))),
        Row("contributions that people had acknowledged or said", str(sum(o.acknowledged for o in outcomes))),
        Row("blocks that passed while the bot was away", str(sum(o.let_go for o in outcomes)), "of those ten minutes"),
        Row("lost, doubled, orphaned or thrown out", str(len(wrong)), "BROKEN " + "; ".join(wrong) if wrong else ""),
    ]
