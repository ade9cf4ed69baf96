"""What the card at a table shows at a moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.evening import events
from bot.core.evening import timeline as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.planning import plan
from bot.core.evening.slots import CueState, Timeline
from bot.core.programme.models import Programme, Room
from bot.core.programme.resolving import resolve
from bot.core.tables import cards

START = datetime(2026, 1, 1, 19, tzinfo=UTC)
PROGRAMME = resolve(
    Programme.model_validate(
        {
            "titel": "Avond",
            "soort": "meetup",
            "blokken": [
                {
                    "titel": "Aan tafel",
                    "soort": "break-out",
                    "duur": "20 min",
                    "waarschuw": ["5 min"],
                    "terugkeer": "1 min",
                    "ruimtes": [
                        {
                            "titel": "A",
                            "vragen": [{"na": "0 min", "tekst": "Een?"}, {"na": "10 min", "tekst": "Twee?"}],
                        },
                        {"titel": "B", "vragen": [{"na": "5 min", "tekst": "Drie?"}]},
                    ],
                }
            ],
        }
    ),
    {},
)
A, B = PROGRAMME.blocks[0].rooms


def evening(minutes: float) -> tuple[Timeline, datetime]:
    """Return the timeline with everything done that was due before, and the moment so many minutes after the start."""
    now = START + timedelta(minutes=minutes)
    timeline = events.started(plan(PROGRAMME, START, START), 0, START)
    cues = tuple(replace(cue, state=CueState.DONE) if cue.is_todo and cue.due < now else cue for cue in timeline.cues)
    return Timeline(timeline.slots, cues), now


@pytest.mark.parametrize(
    ("minutes", "room", "asked"), [(0, A, 1), (0, B, 0), (5, B, 1), (9.9, A, 1), (10, A, 2), (19.5, A, 2)]
)
def test_the_question_that_is_due_counts_from_its_moment(minutes: float, room: Room, asked: int) -> None:
    timeline, now = evening(minutes)
    assert cards.moment(timeline, 0, room, now).asked == asked


@pytest.mark.parametrize(("minutes", "warned", "recalled", "news"), [(14, 0, 0, 0), (15, 1, 0, 1), (19, 1, 1, 2)])
def test_warnings_and_recalls_are_news(minutes: float, warned: int, recalled: int, news: int) -> None:
    timeline, now = evening(minutes)
    at = cards.moment(timeline, 0, A, now)
    assert (at.warned, at.closes is not None, at.news) == (bool(warned), bool(recalled), news)


def test_more_time_takes_the_warning_and_the_recall_back() -> None:
    timeline, now = evening(19.5)
    at = cards.moment(rules.extend(timeline, timedelta(minutes=10), now), 0, A, now)
    assert (at.warned, at.closes) == (False, None)
    assert at.news == 2


@pytest.mark.parametrize(("minutes", "seconds"), [(14, None), (15, 60), (15.5, 30), (18.5, 30), (19, None)])
def test_it_is_to_be_renewed_when_its_minutes_change(minutes: float, seconds: int | None) -> None:
    timeline, now = evening(minutes)
    expected = None if seconds is None else now + timedelta(seconds=seconds)
    assert cards.next_change(timeline, 0, cards.moment(timeline, 0, A, now), now) == expected


def test_what_was_left_out_is_not_counted() -> None:
    timeline, now = evening(10)
    skipped = tuple(
        replace(cue, state=CueState.SKIPPED) if cue.kind is CueKind.PROMPT and cue.offset else cue
        for cue in timeline.cues
    )
    assert cards.moment(Timeline(timeline.slots, skipped), 0, A, now).asked == 1
