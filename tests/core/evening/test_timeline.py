"""A programme and a start become cues; extending, pausing and skipping are arithmetic."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.evening import due as doing
from bot.core.evening import events
from bot.core.evening import timeline as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed
from bot.core.evening.planning import plan
from bot.core.evening.slots import Cue, CueState, Timeline
from bot.core.programme.models import Programme
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
                "ruimtes": [
                    {"titel": "A", "vragen": [{"na": "0 s", "tekst": "1"}, {"na": "12 min", "tekst": "2"}]},
                    {"titel": "B", "vragen": [{"na": "0 s", "tekst": "1"}]},
                ],
            },
            {"titel": "Morgen", "soort": "oogst", "duur": "15 min"},
        ],
    }
)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def at(n: float) -> datetime:
    return START + minutes(n)


def stored(timeline: Timeline) -> Timeline:
    """As it comes back from the database: every cue with an id."""
    first = max((cue.id for cue in timeline.cues), default=0) + 1
    return Timeline(timeline.slots, tuple(replace(cue, id=cue.id or first + n) for n, cue in enumerate(timeline.cues)))


@pytest.fixture
def planned() -> Timeline:
    return stored(plan(PROGRAMME, START, START - minutes(60)))


def done(timeline: Timeline, until: datetime) -> Timeline:
    """The timeline after a runner did everything up to a moment."""
    tried: set[int] = set()
    while cue := doing.next_due(timeline, tuple(CueKind), until, tried):
        tried.add(cue.id)
        if cue.kind is CueKind.OPEN:
            timeline = events.started(timeline, cue.block, cue.due)
        marked = replace(cue, state=CueState.DONE)
        timeline = Timeline(timeline.slots, tuple(marked if c.id == cue.id else c for c in timeline.cues))
    return timeline


def due(timeline: Timeline, *kinds: CueKind, block: int = 1) -> list[datetime]:
    return [cue.due for cue in timeline.cues_of(block, *kinds) if cue.is_todo]


def test_every_moment_is_absolute(planned: Timeline) -> None:
    assert [(cue.kind, cue.block, (cue.due - START) / minutes(1)) for cue in planned.cues if cue.is_todo] == [
        (CueKind.WELCOME, 0, -60), (CueKind.REMIND, 0, -10), (CueKind.NOT_BEGUN, 0, 0.5),
        (CueKind.PANEL, 0, -60), (CueKind.EVENT, 0, -60),
        (CueKind.OPEN, 0, 0), (CueKind.PROMPT, 0, 3),
        (CueKind.OPEN, 1, 10), (CueKind.PROMPT, 1, 10), (CueKind.PROMPT, 1, 22),
        (CueKind.WARN, 1, 30), (CueKind.WARN, 1, 34), (CueKind.RECALL, 1, 34.5),
        (CueKind.CLOSE, 1, 35),
        (CueKind.OPEN, 2, 35), (CueKind.NUDGE, 2, 48),
        (CueKind.FINISH, 2, 50),
    ]  # fmt: skip


def test_rooms_close_before_the_next_block_opens(planned: Timeline) -> None:
    now = done(planned, at(34.9))
    order: list[tuple[int, CueKind]] = []
    while cue := doing.next_due(now, tuple(CueKind), at(35), [id for id, _kind in order]):
        order.append((cue.id, cue.kind))
    assert [kind for _id, kind in order] == [CueKind.CLOSE, CueKind.OPEN]


def test_extending_shifts_what_follows_and_warns_again(planned: Timeline) -> None:
    timeline = done(planned, at(31))  # the first warning, at 30, has been given
    longer = rules.extend(timeline, minutes(5), at(31))
    assert longer.slots[1].ends == at(40)
    assert longer.slots[2].starts == at(40)
    assert longer.slots[2].planned_start == at(35)
    assert due(longer, CueKind.WARN) == [at(35), at(39)]
    assert due(longer, CueKind.RECALL, CueKind.CLOSE) == [at(39.5), at(40)]
    assert due(longer, CueKind.OPEN, block=2) == [at(40)]
    assert due(longer, CueKind.FINISH, block=2) == [at(55)]


def test_extending_leaves_the_prompts_of_the_block_where_they_are(planned: Timeline) -> None:
    timeline = done(planned, at(12))
    assert due(rules.extend(timeline, minutes(5), at(12)), CueKind.PROMPT) == [at(22)]


def test_extending_during_the_recall_calls_back_again_later(planned: Timeline) -> None:
    timeline = done(planned, at(34.6))
    longer = rules.extend(timeline, minutes(5), at(34.6))
    assert sorted(due(longer, CueKind.RECALL, CueKind.CLOSE)) == [at(39.5), at(40)]


@given(st.integers(1, 60), st.floats(0.1, 49))
def test_extending_moves_the_end_by_exactly_that(by: int, when: float) -> None:
    timeline = done(stored(plan(PROGRAMME, START, START)), at(when))
    longer = rules.extend(timeline, minutes(by), at(when))
    assert longer.ends - timeline.ends == minutes(by)
    for slot, following in zip(longer.slots, longer.slots[1:], strict=False):
        assert slot.ends == following.starts or following.started


@pytest.mark.parametrize("by", [timedelta(0), minutes(-5), minutes(61)])
def test_extending_by_nonsense_is_refused(planned: Timeline, by: timedelta) -> None:
    with pytest.raises(Refusal, match="1 up to 60"):
        rules.extend(done(planned, at(1)), by, at(1))


def test_nothing_can_be_extended_or_skipped_before_the_first_block(planned: Timeline) -> None:
    with pytest.raises(Refusal, match="just beginning"):
        rules.extend(planned, minutes(5), at(0))
    with pytest.raises(Refusal, match="just beginning"):
        rules.skip(planned, at(0))


@given(st.floats(0, 49), st.floats(0.5, 120))
def test_a_pause_moves_all_that_is_to_come_by_its_length(when: float, length: float) -> None:
    timeline = done(stored(plan(PROGRAMME, START, START)), at(when))
    resumed = rules.resume(timeline, at(when), at(when) + minutes(length))
    before = [cue.due for cue in timeline.cues if cue.is_todo]
    after = [cue.due for cue in resumed.cues if cue.is_todo and cue.kind not in (CueKind.NOTICE, CueKind.TABLES)]
    assert [moved - cue for cue, moved in zip(before, after, strict=True)] == [minutes(length)] * len(before)


def test_skipping_gives_people_in_rooms_their_time_to_return(planned: Timeline) -> None:
    skipped = rules.skip(done(planned, at(15)), at(15))
    assert due(skipped, CueKind.PROMPT, CueKind.WARN) == []
    assert due(skipped, CueKind.RECALL) == [at(15)]
    assert due(skipped, CueKind.CLOSE) == [at(15.5)]
    assert due(skipped, CueKind.OPEN, block=2) == [at(15.5)]


def test_skipping_a_plenary_block_is_at_once(planned: Timeline) -> None:
    skipped = rules.skip(done(planned, at(2)), at(2))
    assert due(skipped, CueKind.OPEN) == [at(2)]
    assert due(skipped, CueKind.PROMPT, block=0) == []


def test_skipping_twice_is_refused(planned: Timeline) -> None:
    timeline = done(planned, at(34.6))
    with pytest.raises(Refusal, match="on the way back"):
        rules.skip(timeline, at(34.6))


def test_calling_back_is_going_on_to_the_next_block_from_open_rooms_only(planned: Timeline) -> None:
    timeline = done(planned, at(15))
    assert rules.call_back(timeline, at(15)) == rules.skip(timeline, at(15))
    for n in (2, 36):
        with pytest.raises(Refusal, match="No tables are open"):
            rules.call_back(done(planned, at(n)), at(n))
    with pytest.raises(Refusal, match="No tables are open"):
        rules.call_back(planned, at(-5))


def test_calling_back_twice_names_who_was_first(planned: Timeline) -> None:
    back = done(stored(rules.call_back(done(planned, at(15)), at(15))), at(15.2))
    deeds = [
        Deed(Action.NEXT, Typed("Ans"), at(10)),
        Deed(Action.CALL_BACK, Typed("Bo"), at(15)),
        Deed(Action.EXTEND, Typed("Cas"), at(15)),
    ]
    with pytest.raises(Refusal, match="… has called everybody back"):
        rules.call_back(back, at(15.3), deeds)
    with pytest.raises(Refusal, match="Everybody is on the way back already"):
        rules.call_back(done(planned, at(34.6)), at(34.6), deeds[:1])


def test_stopping_in_a_break_out_recalls_first_and_drops_the_rest(planned: Timeline) -> None:
    stopped = rules.stop(done(planned, at(15)), at(15))
    assert due(stopped, CueKind.RECALL, CueKind.CLOSE) == [at(15), at(15.5)]
    assert due(stopped, CueKind.OPEN, block=2) == []
    assert due(stopped, CueKind.FINISH, block=2) == [at(15.5)]


def test_a_late_recall_still_gives_the_whole_grace(planned: Timeline) -> None:
    late = events.after_recall(done(planned, at(34)), 1, at(41))
    assert due(late, CueKind.CLOSE) == [at(41.5)]
    on_time = events.after_recall(done(planned, at(34)), 1, at(34.5))
    assert due(on_time, CueKind.CLOSE) == [at(35)]


def test_after_downtime_only_the_last_warning_is_given_and_none_behind_a_recall(planned: Timeline) -> None:
    timeline = done(planned, at(29))
    first, second = timeline.cues_of(1, CueKind.WARN)
    assert not doing.is_stale(first, timeline, at(31))
    assert doing.is_stale(first, timeline, at(34.2))
    assert not doing.is_stale(second, timeline, at(34.2))
    assert doing.is_stale(second, timeline, at(36))


def test_a_late_warning_right_before_the_recall_is_left_to_it(planned: Timeline) -> None:
    timeline = done(planned, at(29))
    _first, warning = timeline.cues_of(1, CueKind.WARN)
    (recall,) = timeline.cues_of(1, CueKind.RECALL)
    assert not doing.is_stale(warning, timeline, recall.due - doing.SOON - timedelta(seconds=1))
    assert doing.is_stale(warning, timeline, recall.due - timedelta(seconds=1))
    on_time = replace(warning, due=recall.due - timedelta(seconds=2))  # of a block of a few seconds
    assert not doing.is_stale(on_time, timeline, recall.due - timedelta(seconds=1))


def test_a_failed_cue_comes_back_soon_then_every_minute_in_its_own_place() -> None:
    cue, waits = Cue(CueKind.OPEN, 0, START, id=1), []
    for _attempt in range(5):
        cue = doing.retry(cue, START)
        assert cue.not_before is not None
        waits.append((cue.not_before - START).total_seconds())
    assert waits == [5, 15, 30, 60, 60]
    later = Cue(CueKind.PROMPT, 0, START + minutes(1), id=2)
    both = Timeline((), (later, cue))
    assert doing.next_due(both, tuple(CueKind), at(0.5), []) is None
    assert doing.next_due(both, tuple(CueKind), at(2), []) == cue


def test_a_short_round_never_warns_for_more_than_half_of_it() -> None:
    block = PROGRAMME.blocks[1].model_copy(update={"length": minutes(4)})
    assert block.warns == (minutes(1),)


def test_moving_back_begins_when_the_rooms_close_and_waits_for_nothing(planned: Timeline) -> None:
    closed = events.tables_closed(done(planned, at(35)), 1, at(35))
    assert due(closed, CueKind.RETURN) == [at(35)]
    assert due(rules.resume(closed, at(35), at(45)), CueKind.RETURN) == [at(35)]
    # A pause before the end: nobody is moved from a table that is open.
    assert due(done(planned, at(34)), CueKind.RETURN) == []


def test_a_block_that_passed_while_the_bot_was_away_is_let_go(planned: Timeline) -> None:
    timeline = done(planned, at(9))
    for cue in timeline.cues_of(1, CueKind.OPEN, CueKind.PROMPT, CueKind.WARN, CueKind.RECALL, CueKind.CLOSE):
        assert doing.is_stale(cue, timeline, at(36)), cue.kind
    (opening,) = timeline.cues_of(2, CueKind.OPEN)
    assert not doing.is_stale(opening, timeline, at(36))
    opened = events.started(timeline, 2, at(36))
    assert opened.current == opened.slots[2]
    assert opened.following is None


def test_an_opening_that_comes_too_late_opens_no_rooms(planned: Timeline) -> None:
    """One table could not be reached at the opening; then the moderator went on to the next block."""
    timeline = done(planned, at(36))
    (opening,) = timeline.cues_of(1, CueKind.OPEN)
    assert doing.is_stale(replace(opening, state=CueState.TODO), timeline, at(36))
    skipped = rules.skip(done(planned, at(15)), at(15))
    assert due(skipped, CueKind.OPEN) == []


def test_next_right_after_an_automatic_change_changes_nothing(planned: Timeline) -> None:
    with pytest.raises(Refusal, match="just begun by itself"):
        rules.skip(done(planned, at(10)), at(10) + timedelta(seconds=3))


def test_extending_after_next_brings_back_what_is_still_ahead(planned: Timeline) -> None:
    skipped = rules.skip(done(planned, at(15)), at(15))
    longer = rules.extend(done(stored(skipped), at(15.1)), minutes(20), at(15.1))
    assert due(longer, CueKind.PROMPT) == [at(22)]
    assert len(due(longer, CueKind.RECALL)) == 1
    assert len(due(longer, CueKind.WARN)) == 2


def test_several_extensions_recall_once_each_time(planned: Timeline) -> None:
    timeline = done(planned, at(34.6))
    for when in (34.7, 35, 35.3):
        timeline = stored(rules.extend(timeline, minutes(5), at(when)))
    assert len(due(timeline, CueKind.RECALL)) == 1
    assert len(due(timeline, CueKind.WARN)) == 2


def test_stopping_and_then_extending_leaves_nothing_behind(planned: Timeline) -> None:
    stopped = stored(rules.stop(done(planned, at(11)), at(11)))
    longer = stored(rules.extend(stopped, minutes(1), at(11.1)))
    assert due(longer, CueKind.PROMPT) == []


STEPS = st.lists(
    st.tuples(st.floats(0.05, 12), st.sampled_from(["extend", "skip", "pause", "stop", "wait"])), max_size=12
)


@given(STEPS)
def test_whatever_moderators_do_every_evening_ends_and_no_room_stays_open(steps: list[tuple[float, str]]) -> None:
    timeline, now = stored(plan(PROGRAMME, START, START)), START
    for wait, step in steps:
        now += minutes(wait)
        timeline = done(timeline, now)
        try:
            match step:
                case "extend":
                    timeline = rules.extend(timeline, minutes(3), now)
                case "skip":
                    timeline = rules.skip(timeline, now)
                case "pause":
                    timeline = rules.resume(timeline, now, now + minutes(4))
                    now += minutes(4)
                case "stop":
                    timeline = rules.stop(timeline, now)
        except Refusal:
            continue
        timeline = stored(timeline)
    timeline = done(timeline, timeline.ends + minutes(600))
    assert not [cue for cue in timeline.cues if cue.is_todo]
    assert not timeline.tables_are_open(1)
    assert [cue.state for cue in timeline.cues if cue.kind is CueKind.FINISH] == [CueState.DONE]
    opened = bool(timeline.slots[1].started)
    assert [cue.state is CueState.DONE for cue in timeline.cues_of(1, CueKind.CLOSE)] == [True] or not opened
