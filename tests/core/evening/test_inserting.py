"""A block put into a running evening: what comes later moves along, what the current one has left comes after it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.evening import events
from bot.core.evening import timeline as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.inserting import Inserted, insert
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.planning import plan
from bot.core.evening.slots import Timeline
from bot.core.programme.models import MOST_BLOCKS, BlockKind, MeetupKind, Programme
from bot.core.tables.groups import block, how_many
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

START = datetime(2026, 11, 26, 19, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
GROUPS = block(4, 10, Typed("Groepjes"), Typed("Groepje"))


def plenary(minutes: int, **more: object) -> Mapping[str, object]:
    return {"titel": "Samen", "soort": "plenair", "duur": f"{minutes} min", **more}


TABLES = {"titel": "Praten", "soort": "break-out", "duur": "20 min", "ruimtes": [{"titel": "Tafel"}]}


def evening(*blocks: Mapping[str, object], fixed: dict[int, datetime] | None = None) -> tuple[Meetup, Timeline]:
    """A meetup that began at START, in its first block."""
    programme = Programme.model_validate({"titel": "Avond", "soort": "eigen", "blokken": list(blocks)})
    timeline = rules.begin(plan(programme, START, START, fixed), START, ZoneInfo("UTC"))
    whose: dict[str, Any] = {"server": 1, "title": programme.title, "place": Typed(""), "language": "nl"}
    meetup = Meetup(1, **whose, kind=MeetupKind.OWN, shows_names=True, state=State.LIVE, planned_start=START,
                    programme=programme, started_at=START)  # fmt: skip
    return meetup, events.started(timeline, 0, START)


def times(made: Inserted) -> list[tuple[int, int]]:
    return [(int((slot.starts - START) / MINUTE), int((slot.ends - START) / MINUTE)) for slot in made.timeline.slots]


def test_what_the_current_block_has_left_comes_after_the_groups() -> None:
    asks = [{"na": "5 min", "tekst": "Een?"}, {"na": "20 min", "tekst": "Twee?"}]
    meetup, timeline = evening(plenary(30, tekst="Welkom", vragen=asks), TABLES, plenary(15))
    now = START + 9 * MINUTE
    made = insert(meetup, timeline, GROUPS, now + MINUTE, now)
    assert (made.block, made.by) == (1, 2)
    assert times(made) == [(0, 10), (10, 20), (20, 41), (41, 61), (61, 76)]
    assert [block.title.raw for block in made.meetup.programme.blocks] == [
        *("Samen", "Groepjes", "Samen", "Praten", "Samen")
    ]
    assert made.meetup.programme.blocks[2].text is None
    asked = [cue for cue in made.timeline.cues if cue.kind is CueKind.PROMPT and cue.is_todo and cue.block == 2]
    assert [(cue.offset, cue.due) for cue in asked if cue.due > START + 21 * MINUTE] == [
        (20 * MINUTE, START + 31 * MINUTE)
    ]
    closes = [cue.due for cue in made.timeline.cues if cue.kind is CueKind.CLOSE]
    assert closes == [START + 61 * MINUTE, START + 20 * MINUTE]
    finish = next(cue for cue in made.timeline.cues if cue.kind is CueKind.FINISH)
    assert finish.due == START + 76 * MINUTE


def test_nothing_comes_after_them_where_little_is_left_and_a_fixed_block_keeps_its_time() -> None:
    meetup, timeline = evening(plenary(30), plenary(15), fixed={1: START + 50 * MINUTE})
    now = START + 35 * MINUTE  # it is over, and the next one is waited for
    assert times(insert(meetup, timeline, GROUPS, now + MINUTE, now)) == [(0, 36), (36, 46), (50, 65)]


def test_a_harvest_block_goes_on_asking_after_them() -> None:
    harvest = {"titel": "Morgen", "soort": "oogst", "duur": "15 min", "vraagt": ["morgen"]}
    meetup, timeline = evening(harvest, plenary(10))
    now = START + 5 * MINUTE
    made = insert(meetup, timeline, GROUPS, now, now)
    assert made.meetup.programme.blocks[2].asks == meetup.programme.blocks[0].asks
    nudges = [cue for cue in made.timeline.cues if cue.kind is CueKind.NUDGE and cue.is_todo]
    assert [(cue.block, cue.due) for cue in nudges] == [(2, START + 23 * MINUTE)]
    assert made.timeline.cues_of(2, CueKind.TURNOUT)


def test_groups_may_come_last() -> None:
    meetup, timeline = evening(plenary(30))
    now = START + 29.5 * MINUTE
    made = insert(meetup, timeline, GROUPS, now + MINUTE / 2, now)
    assert times(made) == [(0, 30), (30, 40)]
    assert next(cue.due for cue in made.timeline.cues if cue.kind is CueKind.FINISH) == START + 40 * MINUTE


def test_they_are_refused_where_they_make_no_sense() -> None:
    meetup, timeline = evening(plenary(30), TABLES)
    now = START + 9 * MINUTE
    with pytest.raises(Refusal, match="paused"):
        insert(replace(meetup, state=State.PAUSED), timeline, GROUPS, now, now)
    made = insert(meetup, timeline, GROUPS, now + MINUTE, now)
    with pytest.raises(Refusal, match="made already"):
        insert(made.meetup, made.timeline, GROUPS, now + MINUTE, now + MINUTE / 2)
    at_groups = events.started(made.timeline, 1, now + MINUTE)
    with pytest.raises(Refusal, match="at their tables"):
        insert(made.meetup, at_groups, GROUPS, now + 2 * MINUTE, now + MINUTE)
    with pytest.raises(Refusal, match="just beginning"):
        insert(meetup, timeline, GROUPS, START + 31 * MINUTE, START + 30 * MINUTE)
    full, many = evening(*[plenary(2)] * MOST_BLOCKS)
    with pytest.raises(Refusal, match="too many blocks"):
        insert(full, many, GROUPS, START + MINUTE, START)


@pytest.mark.parametrize(
    ("people", "size", "groups"), [(2, 2, 1), (3, 2, 1), (5, 2, 2), (9, 8, 2), (10, 4, 3), (23, 4, 6), (90, 2, 45)]
)
def test_nobody_is_alone_in_a_group(people: int, size: int, groups: int) -> None:
    assert how_many(people, size) == groups


@pytest.mark.parametrize(
    ("people", "size", "told"), [(0, 4, "two people"), (1, 2, "two people"), (910, 4, "20 people")]
)
def test_too_few_people_and_too_many_groups_are_refused(people: int, size: int, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        how_many(people, size)


@given(
    st.lists(st.tuples(st.booleans(), st.integers(5, 40)), min_size=1, max_size=6),
    st.integers(0, 60),
    st.integers(1, 60),
)
def test_wherever_they_come_the_agenda_stays_whole(blocks: list[tuple[bool, int]], after: int, length: int) -> None:
    programme = [
        TABLES | {"duur": f"{minutes} min"} if at_tables else plenary(minutes) for at_tables, minutes in blocks
    ]
    meetup, timeline = evening(plenary(30), *programme)
    now = START + after * MINUTE
    put_in = block(4, length, Typed("Groepjes"), Typed("Groepje"))
    try:
        made = insert(meetup, timeline, put_in, now + MINUTE, now)
    except Refusal:
        return
    slots, cues = made.timeline.slots, made.timeline.cues
    assert [slot.block for slot in slots] == list(range(len(made.meetup.programme.blocks)))
    assert all(one.ends <= other.starts for one, other in pairwise(slots))
    assert slots[1].ends - slots[1].starts == length * MINUTE
    assert all(cue.block < len(slots) for cue in cues)
    opens = {cue.block: cue.due for cue in cues if cue.kind is CueKind.OPEN}
    assert opens == {slot.block: slot.starts for slot in slots}
    for slot, shown in zip(slots, made.meetup.programme.blocks, strict=True):
        closes = [cue.due for cue in cues if cue.kind is CueKind.CLOSE and cue.block == slot.block]
        assert closes == ([slot.ends] if shown.kind is BlockKind.BREAKOUT else [])
    assert Programme.model_validate_json(made.meetup.programme.model_dump_json()) == made.meetup.programme
