"""A season of meetups in words of its own: harvests as the bot writes them, in files, a folder each.

Fourteen meetups in as many places, with everything that a bundle, a page or a search has to do with: choices of the
authors, highlighted and hidden ones, needs to several parties, commitments, follow-ups, minors without names, one
meetup that follows another, hostile texts, and an empty evening.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.content.library import Library
from bot.core.evening.meetup import Meetup, State
from bot.core.kinds import ContributionKind, Source
from bot.core.people.contributions import ThemeSource
from bot.core.people.filling import Value
from bot.core.people.follow_ups import Answer, FollowUp
from bot.core.people.roles import Role
from bot.core.people.sharing import Sharing
from bot.core.programme.models import MeetupKind
from bot.core.words.typed import Typed
from bot.harvest import json_file
from bot.harvest.files import home_of
from bot.harvest.records import ContributionItem, Figures, Harvest

ZONE = ZoneInfo("Europe/Amsterdam")
FIRST = datetime(2026, 9, 22, 17, 30, tzinfo=UTC)
SEASON = "2026-2027"
# Place and province of each evening; the last is of minors, the one before it has no province.
PLACES = (
    ("Beilen", "Drenthe"), ("Dronten", "Flevoland"), ("Bolsward", "Fryslân"), ("Ede", "Gelderland"),
    ("Winsum", "Groningen"), ("Weert", "Limburg"), ("Oss", "Noord-Brabant"), ("Hoorn", "Noord-Holland"),
    ("Rijssen", "Overijssel"), ("Zeist", "Utrecht"), ("Goes", "Zeeland"), ("Gouda", "Zuid-Holland"),
    ("online", ""), ("Emmen", "Drenthe"),
)  # fmt: skip
_DOES = ("bezoek ik", "schrijf ik", "nodig ik uit", "zet ik klaar", "lees ik voor", "deel ik", "oefen ik met")
_WHAT = ("de kapper op de hoek", "drie opa's", "de kookclub", "een tweede stoel", "mijn oude juf", "het buurtkoor")
_WHERE = ("bij de fietsenstalling", "na het speelkwartier", "in de aula", "op het plein", "tijdens de thee")
_NEEDS = ("een stille kamer", "minder formulieren", "een tolk op dinsdag", "verlichting op het plein", "een busje")
_FROM = ("", " van de gemeente", " van ons bestuur", " van het ministerie", " van de gemeente en het bestuur")
_WORKS = ("soep op donderdag", "een maatjesboek", "de deur om acht uur open", "samen de krant lezen")
_NAMES = ("Aukje", "Bilal", "Carlijn", "Dirk-Jan", "Esra", "Fenna", "Giel", "Hanneke", "Ilias", "Jildou")
_THEMES = (*sorted(Library().themes()), None)
HOSTILE = (
    "=HYPERLINK(\"http://kwaad.nl\";\"klik\")", "+31612345678", "@everyone kom", "**vet** [x](http://x) <b>",
    "# kop\n- lijst\n| a | b |", "regel een\r\nregel twee 🎉", "#panic(1) $ \\ `code`", "x" * 4000, "1", "3-4", "a;b|c",
)  # fmt: skip


@dataclass(frozen=True)
class Season:
    """How many evenings, and how many contributions each has. ``seed`` makes it another one with the same size."""

    evenings: int = 14
    size: int = 24
    seed: int = 1

    def harvests(self) -> Iterator[Harvest]:
        """Yield the harvest of each evening, in order."""
        before: Harvest | None = None
        for number in range(self.evenings):
            before = self._harvest(number, before)
            yield before

    def write(self, folder: Path) -> list[Path]:
        """Write oogst.json of each to a folder of its own. Returns the folders."""
        homes = []
        for harvest in self.harvests():
            home = home_of(harvest.meetup, folder, ZONE)
            home.mkdir(parents=True)
            json_file.write(harvest, ZONE, home / "oogst.json")
            homes.append(home)
        return homes

    def _harvest(self, number: int, before: Harvest | None) -> Harvest:
        random = Random(f"{self.seed}:{number}")
        place, province = PLACES[number % len(PLACES)]
        begins = FIRST + timedelta(days=7 * number % 250, hours=number // len(PLACES) % 3)
        minors = number % 14 == 13
        kind = MeetupKind.CLASS if minors else MeetupKind.MEETUP
        follows = before.meetup if before and number == 2 else None
        meetup = Meetup(
            number + 1, 1, Typed(f"Avond {number + 1} in {place}"), Typed(place), kind, "nl", not minors,
            State.CLOSED, begins, Library().programme("eigen-meetup"), started_at=begins,
            ended_at=begins + timedelta(hours=2), uid=f"{self.seed:04x}{number:028x}", season=SEASON,
            province=province, follows=follows.id if follows else None,
        )  # fmt: skip
        # The thirteenth evening nobody wrote anything.
        items = () if number == 12 else tuple(self._items(random, meetup, number))
        return Harvest(
            meetup, meetup.begins + timedelta(days=1), random.randint(8, 60), (), (),
            Counter(item.kind for item in items), Counter(item.theme for item in items), {}, Figures.of(items), items,
            follows=follows,
        )  # fmt: skip

    def _items(self, random: Random, meetup: Meetup, number: int) -> Iterator[ContributionItem]:
        hostile = list(HOSTILE) if number == 1 else []
        for n in range(1, self.size + 1):
            kind = random.choices(("morgen", "nodig", "werkt", "idee", "toezegging"), (45, 25, 15, 10, 5))[0]
            theme = random.choice(_THEMES)
            text = hostile.pop() if hostile else _words(random, kind)
            said = meetup.begins + timedelta(minutes=60, seconds=n)
            item = ContributionItem(
                id=1000 * (number + 1) + n,
                kind=ContributionKind(kind),
                text=Typed(text),
                author=Typed(random.choice(_NAMES)) if meetup.shows_names else None,
                role=random.choice((*Role, None)) if meetup.shows_names else None,
                theme=theme,
                theme_source=ThemeSource.SAID if theme else None,
                table=Typed(theme.capitalize()) if theme else None,
                source=random.choice(list(Source)),
                said_at=said,
                joined=random.choice((0, 0, 0, 1, 4)),
                sharing=random.choice((*Sharing, None, Sharing.NAMED)),
                highlighted=random.random() < 0.2,
                hidden=random.random() < 0.05,
                details=_details(random, kind, said),
            )
            yield replace(item, follow_up=_told(random, said)) if kind == "morgen" else item


def _words(random: Random, kind: str) -> str:
    match kind:
        case "nodig":
            return f"{random.choice(_NEEDS)}{random.choice(_FROM)}, liefst {random.choice(_WHERE)}"
        case "werkt":
            return f"{random.choice(_WORKS)}, {random.choice(_WHERE)}"
    return f"{random.choice(_DOES)} {random.choice(_WHAT)} {random.choice(_WHERE)}"


def _details(random: Random, kind: str, said: datetime) -> dict[str, Value]:
    if kind != "toezegging":
        return {}
    due = (said + timedelta(days=40)).date()
    return {"name": Typed(random.choice(_NAMES)), "organisation": Typed("Stichting De Brug"), "due": due,
            "confirmed": random.random() < 0.5}  # fmt: skip


def _told(random: Random, said: datetime) -> FollowUp | None:
    answer = random.choice((*Answer, None, None))
    return FollowUp(said + timedelta(days=7), answer, Typed("met taart")) if random.random() < 0.6 else None


def all_items(harvests: Sequence[Harvest]) -> list[ContributionItem]:
    """Return everything that was said, evening by evening."""
    return [item for harvest in harvests for item in harvest.contributions]
