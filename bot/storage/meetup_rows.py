"""A meetup from its row; one that can't be read harms no other."""

import logging
from functools import lru_cache

from bot.core.evening.meetup import Meetup, State
from bot.core.programme.models import MeetupKind, Programme
from bot.core.words.typed import Typed
from bot.storage.database import Row, from_ms, moment

log = logging.getLogger(__name__)

UNKNOWN = moment(0)  # stands for a moment that can't be read

COLUMNS = (
    "id, server, title, place, kind, language, shows_names, state, planned_start, programme, "
    "started_at, paused_at, ended_at, keep_days, ends_by, is_dry_run, report_to, uid, follows, province, season"
)


@lru_cache(maxsize=100)
def _programme(stored: str) -> Programme:
    """Parse a stored programme. Cached: a meetup is read at every contribution, and its programme seldom changes."""
    return Programme.model_validate_json(stored)


def meetup_of(row: Row) -> Meetup:
    """Return the meetup of a row; without its programme, as not readable, where a value in it can't be read."""
    try:
        return _read(row)
    except (ValueError, TypeError, OverflowError, OSError):
        _log_once(row["id"])
        return _unreadable(row)


@lru_cache(maxsize=1000)
def _log_once(meetup: int) -> None:
    # Without the error, which may hold the words of a programme.
    log.error("meetup %s can't be read: it is left out, the others go on", meetup)


def _unreadable(row: Row) -> Meetup:
    """Return what people need to find their own words at a meetup of which no more than that is trusted."""
    title, is_over = Typed(str(row["title"])), row["state"] == State.CLOSED
    return Meetup(
        id=row["id"],
        server=row["server"],
        title=title,
        place=Typed(""),
        kind=MeetupKind.OWN,
        language=str(row["language"]),
        shows_names=row["shows_names"] == 1,
        state=State.CLOSED if is_over else State.PLANNED,
        planned_start=UNKNOWN,
        programme=Programme.model_construct(title=title, kind=MeetupKind.OWN, blocks=()),
        started_at=None if row["started_at"] is None else UNKNOWN,
        ended_at=UNKNOWN if is_over else None,
        uid=str(row["uid"]),
        is_readable=False,
    )


def _read(row: Row) -> Meetup:
    return Meetup(
        id=row["id"],
        server=row["server"],
        title=Typed(row["title"]),
        place=Typed(row["place"]),
        kind=MeetupKind(row["kind"]),
        language=row["language"],
        shows_names=bool(row["shows_names"]),
        state=State(row["state"]),
        planned_start=moment(row["planned_start"]),
        programme=_programme(row["programme"]),
        started_at=from_ms(row["started_at"]),
        paused_at=from_ms(row["paused_at"]),
        ended_at=from_ms(row["ended_at"]),
        keep_days=row["keep_days"],
        ends_by=from_ms(row["ends_by"]),
        is_dry_run=bool(row["is_dry_run"]),
        report_to=row["report_to"],
        uid=row["uid"],
        follows=row["follows"],
        province=row["province"],
        season=row["season"],
    )
