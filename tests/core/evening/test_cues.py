"""One row a cue kind: when a cue is stale, and when it is said again, follow from its row and from nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.evening.cue_rules import Counts, CueRule, Remade, Stale
from bot.core.evening.cues import CUES, CueKind, kinds_in
from bot.core.evening.due import is_stale
from bot.core.evening.events import said_again
from bot.core.evening.meetup import State
from bot.core.evening.retries import GIVE_UP_AFTER
from bot.core.evening.slots import Cue, CueState, Slot, Timeline

START = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
BLOCKS = 3
moments = st.integers(0, 60).map(lambda n: START + timedelta(minutes=n))
perhaps = st.none() | moments


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Any agenda of three blocks with any cues, also such as no evening brings about."""
    slots = [
        Slot(n, begins, begins, begins, begins + timedelta(minutes=10), draw(perhaps), draw(perhaps))
        for n, begins in enumerate(draw(st.lists(moments, min_size=BLOCKS, max_size=BLOCKS)))
    ]
    cue = st.builds(
        Cue,
        st.sampled_from(CueKind),
        st.integers(0, BLOCKS - 1),
        moments,
        state=st.sampled_from(CueState),
        attempts=st.sampled_from([0, GIVE_UP_AFTER - 1, GIVE_UP_AFTER]),
    )
    cues = draw(st.lists(cue, min_size=1, max_size=12))
    return Timeline(tuple(slots), tuple(replace(cue, id=id) for id, cue in enumerate(cues, start=1)))


# Which facts of the evening make a cue stale.
MAKES_STALE = {
    Stale.NEVER: "",
    Stale.BEGUN: "begun",
    Stale.BLOCK_OVER: "ended missed closed",
    Stale.OVERTAKEN: "ended missed closed overtaken",
    Stale.MISSED: "missed",
    Stale.CLOSED: "missed closed",
    Stale.NO_SEATS: "ended missed recalled",
    Stale.ENDED: "ended missed",
    Stale.GAVE_UP: "tried",
}


def facts(cue: Cue, timeline: Timeline, now: datetime) -> dict[str, bool]:
    slot = timeline.slots[cue.block]
    waits = {other: other.state is CueState.TODO for other in timeline.cues if other.block == cue.block}
    near = timedelta(seconds=15 if (now - cue.due).total_seconds() >= 10 else 0)
    closing = [waits[other] for other in waits if other.kind is CueKind.CLOSE]
    return {
        "begun": now >= timeline.slots[0].starts,
        "ended": slot.ended is not None,
        "missed": slot.started is None and now >= slot.ends,
        "closed": len(closing) > 0 and not any(closing),
        "recalled": not any(waits[other] for other in waits if other.kind is CueKind.RECALL),
        "overtaken": any(
            waits[other] and other.id != cue.id and cue.due <= other.due and other.due <= now + near
            for other in waits
            if other.kind in (CueKind.WARN, CueKind.RECALL, CueKind.CLOSE)
        ),
        "tried": cue.attempts >= 60,
    }


@given(timelines(), moments)
def test_when_a_cue_is_stale_follows_from_its_row(timeline: Timeline, now: datetime) -> None:
    for cue in timeline.cues:
        true = {name for name, holds in facts(cue, timeline, now).items() if holds}
        expected = true & set(MAKES_STALE[CUES[cue.kind].stale].split())
        assert is_stale(cue, timeline, now) is bool(expected), (cue, true)


@given(timelines(), st.sets(st.integers(-1, BLOCKS - 1)), moments)
def test_what_is_said_again_follows_from_its_row(timeline: Timeline, made: set[int], now: datetime) -> None:
    going_on = max((slot.block for slot in timeline.slots if slot.started and not slot.ended), default=None)
    for before, after in zip(timeline.cues, said_again(timeline, made, now).cues, strict=True):
        rule = CUES[before.kind]
        where = {
            Remade.NONE: False,
            Remade.PLENARY: -1 in made,
            Remade.HERE: before.block == going_on and bool(made & {-1, before.block}),
            Remade.TABLE: before.block in made,
        }
        states = {CueState.TODO, CueState.IDLE, CueState.DONE} if rule.comes_back else {CueState.DONE}
        if where[rule.remade] and before.state in states:
            assert after == replace(before, state=CueState.TODO, due=min(before.due, now))
        else:
            assert after == before


def test_every_kind_has_a_row_and_runs_in_some_state() -> None:
    assert list(CUES) == list(CueKind)
    assert {kind for state in State for kind in kinds_in(state)} == set(CueKind)


@pytest.mark.parametrize("rule", CUES.values(), ids=list(CUES))
def test_a_row_makes_sense(rule: CueRule) -> None:
    """What works in rounds comes back; what comes back is of now; what is left out when a block ends, moves with it."""
    assert rule.comes_back or not rule.pace
    assert rule.counts is Counts.NOW or not rule.comes_back
    assert rule.counts is not Counts.NOW or not rule.silenced
