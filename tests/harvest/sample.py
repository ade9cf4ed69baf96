"""A harvest of given texts."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content.library import Library
from bot.core.evening.meetup import Meetup, State
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people.contributions import ThemeSource
from bot.core.programme.models import BlockKind, MeetupKind
from bot.core.words.typed import Typed
from bot.harvest.records import AgendaItem, ContributionItem, Figures, Harvest, TableItem

ZONE = ZoneInfo("Europe/Amsterdam")
START = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
UID = "5f0e3a"
HOSTILE = [
    '=HYPERLINK("http://kwaad.nl";"klik")', "+31612345678", "-1+1", "@everyone", "\tx", "\rx", " =1+1",
    "**vet** _schuin_ `code` [link](http://x)", "<@123> <script>alert(1)</script>", "| a | b |", "# kop", "- lijst",
    "a;b\"c'd", "regel een\nregel twee\r\nregel drie", "Súd-West Fryslân 🎉 \u202eomgekeerd", "1. een", "a" * 4000,
    "<r>kapot & stuk</r>", "<r><t>x</t></r>", "_x000D_ <a> & b", " ruimte ",
    "regel\u2028regel\x0bregel\x85regel\x1cregel",
]  # fmt: skip
# A spreadsheet would turn each into a number, date, truth value, error or formula.
TAKEN = (
    "0612345678", "007", "06 12345678", "12345678901234567890", "1,5",
    "1.000", "1.000,50", "12%", "12 %", "€ 5", "€5,50", "5 €",
    "1e5", "1E-3", "1/2", "1 1/2", "3-4", "3/4", "3-4-2026",
    "2026-11-24", "24-11-2026 10:30", "10:30", "10:30:15", "5 pm",
    "mei 5", "5 mei", "5 mei 2026", "mei 2026",
    "5-mei", "24 november 2026", "dinsdag 24 november 2026", "jan 3", "WAAR", "waar",
    "ONWAAR", "TRUE", "false", "=1+1", "+31612345678", "-5", "@Sem", "#N/A", "#REF!", " 007 ", "\u200b007", "００７",
)  # fmt: skip


def at(minutes: int) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=minutes)


def an_item(n: int, text: str, kind: str = "morgen", author: str | None = "Noor") -> ContributionItem:
    """A contribution of minute ``n``; with an odd number it was said at the table Taal."""
    return ContributionItem(
        id=n,
        kind=ContributionKind(kind),
        text=Typed(text),
        author=Typed(author) if author else None,
        role=None,
        theme="taal" if n % 2 else None,
        theme_source=ThemeSource.SAID if n % 2 else None,
        table=Typed("Taal") if n % 2 else None,
        source=Source.CHAT,
        said_at=at(n),
    )


def a_harvest(*texts: str | ContributionItem, names: bool = True, author: str = "Noor") -> Harvest:
    """A closed meetup in which one author brought in these texts, one of each kind in turn."""
    programme = Library().programme("eigen-meetup")
    meetup = Meetup(
        7, 1, Typed("Meetup in 's-Hertogenbosch"), Typed("’s-Hertogenbosch"), MeetupKind.MEETUP, "nl", names,
        State.CLOSED, START, programme, started_at=START, ended_at=START + timedelta(hours=2), uid=UID,
    )  # fmt: skip
    kinds = list(KINDS)
    items = tuple(
        an_item(n, text, kinds[n % 4], author if names else None) if isinstance(text, str) else text
        for n, text in enumerate(texts)
    )
    agenda = (
        AgendaItem(Typed("Kijken"), BlockKind.PLENARY, START, at(15), START, at(20)),
        AgendaItem(Typed("Praten"), BlockKind.BREAKOUT, at(15), at(40), None, None),
    )
    return Harvest(
        meetup, at(125), 3, agenda, (TableItem(Typed("Taal"), "taal", 5, 3, 4),), Counter(item.kind for item in items),
        Counter(item.theme for item in items), {}, Figures.of(items), items,
    )  # fmt: skip
