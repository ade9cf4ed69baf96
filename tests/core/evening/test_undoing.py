"""Whatever step was taken, and whatever came of it in the seconds after: undone, nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.evening import commands, events, undoing
from bot.core.evening import due as doing
from bot.core.evening.cue_rules import Counts
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, State
from bot.core.evening.planning import plan
from bot.core.evening.slots import CueState, Timeline
from bot.core.evening.undoing import Before
from bot.core.programme.models import MeetupKind, Programme
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

START = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
PROGRAMME = Programme.model_validate(
    {
        "titel": "Proef",
        "soort": "meetup",
        "blokken": [
            {"titel": "Welkom", "soort": "plenair", "duur": "10 min", "vragen": [{"na": "3 min", "tekst": "Hallo?"}]},
            {
                "titel": "Tafels",
                "soort": "break-out",
                "duur": "25 min",
                "terugkeer": "30 s",
                "ruimtes": [{"titel": "A", "vragen": [{"na": "0 s", "tekst": "1"}, {"na": "12 min", "tekst": "2"}]}],
            },
            {"titel": "Morgen", "soort": "oogst", "duur": "15 min"},
            {"titel": "Tot slot", "soort": "plenair", "duur": "10 min"},
        ],
    }
)
ENDS_BY = START + timedelta(minutes=50)  # too soon, so that there is something to trim
MEETUP = Meetup(
    1, 1, Typed("Proef"), Typed("Lelystad"), MeetupKind.MEETUP, "nl", True, State.LIVE, START, PROGRAMME,
    started_at=START, ends_by=ENDS_BY,
)  # fmt: skip
STEPS = {
    Action.NEXT: commands.skip,
    Action.CALL_BACK: commands.call_back,
    Action.EXTEND: commands.extend(timedelta(minutes=5)),
    Action.TRIM: commands.trim,
    Action.DROP: commands.drop(2),
    Action.PAUSE: commands.pause,
}


def stored(timeline: Timeline) -> Timeline:
    """As it comes back from the database: every cue with an id."""
    first = max((cue.id for cue in timeline.cues), default=0) + 1
    return Timeline(timeline.slots, tuple(replace(cue, id=cue.id or first + n) for n, cue in enumerate(timeline.cues)))


def done(meetup: Meetup, timeline: Timeline, until: datetime) -> Timeline:
    """The timeline after a runner did everything up to a moment; while it is paused, that is nothing of the agenda."""
    tried: set[int] = set()
    kinds = [kind for kind, rule in CUES.items() if meetup.state in rule.runs]
    while cue := doing.next_due(timeline, kinds, until, tried):
        tried.add(cue.id)
        if cue.kind is CueKind.OPEN:
            timeline = events.started(timeline, cue.block, cue.due)
        timeline = events.done(timeline, cue)
    return timeline


def deed(id: int, action: Action, at: datetime, name: str = "Ilse") -> Deed:
    return Deed(action, Typed(name), at, id, person=id)


@given(
    action=st.sampled_from(sorted(STEPS)),
    second=st.integers(min_value=20, max_value=60 * 58),
    wait=st.integers(min_value=0, max_value=20),
)
def test_undone_it_is_as_before_and_nothing_is_lost(action: Action, second: int, wait: int) -> None:
    now = START + timedelta(seconds=second)
    later = now + timedelta(seconds=wait)
    before = done(MEETUP, stored(plan(PROGRAMME, START, START)), now)
    step = deed(1, action, now)
    try:
        meetup, after = STEPS[action](MEETUP, before, [], now)
    except Refusal:
        assume(False)
    ran = done(meetup, stored(after), later)
    try:
        again, undone = undoing.undo(Before(step, State.LIVE, None, before))(meetup, ran, [step], later)
    except Refusal:
        # only where tables have closed since, or another block has begun by itself
        assert before.current != ran.current or not ran.tables_are_open(1)
        return
    assert again == MEETUP
    assert undone.slots == before.slots
    now_by_id = {cue.id: cue for cue in undone.cues}
    for cue in (cue for cue in before.cues if CUES[cue.kind].counts is not Counts.NOW and cue.is_todo):
        found = now_by_id[cue.id]
        assert found.due == cue.due or found.state is CueState.DONE
        assert found.is_todo or (found.state is CueState.DONE and cue.due <= later)
    added = [cue for cue in undone.cues if cue.id not in {old.id for old in before.cues} and cue.is_todo]
    assert {cue.kind for cue in added} <= {CueKind.NOTICE, CueKind.REWIND}


def test_only_the_last_step_within_its_time_and_once() -> None:
    now = START + timedelta(minutes=2)
    before = done(MEETUP, stored(plan(PROGRAMME, START, START)), now)
    step = deed(1, Action.EXTEND, now)
    meetup, after = STEPS[Action.EXTEND](MEETUP, before, [], now)
    undo = undoing.undo(Before(step, State.LIVE, None, before))
    soon = now + timedelta(seconds=20)
    undo(meetup, stored(after), [step, deed(2, Action.HIGHLIGHT, soon)], soon)  # that is of another kind
    with pytest.raises(Refusal, match="another step since"):
        undo(meetup, stored(after), [step, deed(2, Action.NEXT, soon, "Bas")], soon)
    with pytest.raises(Refusal, match="undone this already"):
        undo(meetup, stored(after), [step, deed(2, Action.UNDO, soon, "Bas")], soon)
    with pytest.raises(Refusal, match="20 seconds"):
        undo(meetup, stored(after), [step], soon + timedelta(seconds=1))


def test_what_is_just_being_carried_out_waits() -> None:
    now = START + timedelta(minutes=5)
    before = done(MEETUP, stored(plan(PROGRAMME, START, START)), now)
    step = deed(1, Action.NEXT, now)
    meetup, after = STEPS[Action.NEXT](MEETUP, before, [], now)
    with pytest.raises(Refusal, match="in a moment"):
        undoing.undo(Before(step, State.LIVE, None, before))(meetup, stored(after), [step], now)
