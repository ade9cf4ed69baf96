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
from bot.harvest.records import AgendaItem, ContributionItem, Harvest, TableItem

ZONE = ZoneInfo("Europe/Amsterdam")
START = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
UID = "5f0e3a"


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
        Counter(item.theme for item in items), {}, items,
    )  # fmt: skip
