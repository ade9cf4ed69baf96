"""A harvest of given texts."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content.library import Library
from bot.core.evening.meetup import Meetup, State
from bot.core.kinds import KINDS
from bot.core.programme.models import BlockKind, MeetupKind
from bot.core.words.typed import Typed
from bot.harvest.records import AgendaItem, ContributionItem, Harvest, TableItem

ZONE = ZoneInfo("Europe/Amsterdam")
START = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


def at(minutes: int) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=minutes)


def a_harvest(*texts: str, names: bool = True, author: str = "Noor") -> Harvest:
    """A closed meetup in which one author brought in these texts, one of each kind in turn."""
    programme = Library().programme("eigen-meetup")
    meetup = Meetup(
        7, 1, Typed("Meetup in 's-Hertogenbosch"), Typed("’s-Hertogenbosch"), MeetupKind.MEETUP, "nl", names,
        State.CLOSED, START, programme, started_at=START, ended_at=START + timedelta(hours=2),
    )  # fmt: skip
    kinds = list(KINDS)
    items = tuple(
        ContributionItem(
            n, kinds[n % 4], Typed(text), Typed(author) if names else None, None,
            "taal" if n % 2 else None, Typed("Taal") if n % 2 else None, "chat", at(n), None, 0,
        )
        for n, text in enumerate(texts)
    )  # fmt: skip
    agenda = (
        AgendaItem(Typed("Kijken"), BlockKind.PLENARY, START, at(15), START, at(20)),
        AgendaItem(Typed("Praten"), BlockKind.BREAKOUT, at(15), at(40), None, None),
    )
    return Harvest(
        meetup, 3, agenda, (TableItem(Typed("Taal"), "taal", 5, 4),), Counter(item.kind for item in items), {}, items
    )
