"""Fitting the agenda into the time: fixed blocks, a fixed end, trimming and dropping."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.content.texts import say
from bot.core.evening import agenda, due, events
from bot.core.evening import timeline as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.planning import plan
from bot.core.evening.slots import CueState, Timeline
from bot.core.evening.starting import read_end
from bot.core.programme.clock import clock_problems, fixed_times, next_time
from bot.core.programme.models import Programme
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

ZONE = ZoneInfo("Europe/Amsterdam")
START = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 19:30 in Amsterdam


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def at(n: float) -> datetime:
    return START + minutes(n)


def programme(
    *lengths: float, fixed: dict[int, str] | None = None, tables: int = 1, ends: str | None = None
) -> Programme:
    blocks: list[dict[str, object]] = []
    for number, length in enumerate(lengths):
        block: dict[str, object] = {"titel": f"Blok {number}", "soort": "plenair", "duur": f"{round(length * 60)} s"}
        if number == tables:
            block |= {"soort": "break-out", "ruimtes": [{"titel": "A"}]}
        if number in (fixed or {}):
            block["vast"] = (fixed or {})[number]
        half = round(length * 30)
        block["vragen"] = [{"na": "0 s", "tekst": "a"}, {"na": f"{half} s", "tekst": "b"}]
        blocks.append(block)
    return Programme.model_validate(
        {"titel": "P", "soort": "meetup", "blokken": blocks} | ({"eindigt": ends} if ends else {})
    )


def planned(what: Programme) -> Timeline:
    timeline = plan(what, START, START, fixed_times(what, START, ZONE))
    return Timeline(timeline.slots, tuple(replace(cue, id=n) for n, cue in enumerate(timeline.cues, 1)))


def going_on(timeline: Timeline, block: int, now: datetime) -> Timeline:
    for number in range(block + 1):
        timeline = events.started(timeline, number, min(timeline.slots[number].starts, now))
    begun = [
        replace(cue, state=CueState.DONE) if cue.block <= block and cue.due <= now and cue.is_todo else cue
        for cue in timeline.cues
    ]
    return Timeline(timeline.slots, tuple(begun))


# ---------------------------------------------------------------------- fixed times


def test_a_fixed_block_waits_for_its_time_and_the_gap_is_known() -> None:
    timeline = planned(programme(10, 20, 10, fixed={2: "20:10"}))
    assert [slot.starts for slot in timeline.slots] == [at(0), at(10), at(40)]
    assert agenda.gaps(timeline) == [(2, minutes(10))]
    assert agenda.overruns(timeline, None) == []
    assert timeline.ends == at(50)


def test_extending_uses_up_the_gap_first_and_is_told_past_it() -> None:
    timeline = going_on(planned(programme(10, 20, 10, fixed={2: "20:10"})), 0, at(5))
    longer = rules.extend(timeline, minutes(8), at(5))
    assert longer.slots[2].starts == at(40)
    assert longer.ends == at(50)
    assert agenda.behind(longer) == minutes(8)
    too_long = rules.extend(longer, minutes(6), at(5))
    (over,) = agenda.overruns(too_long, None)
    assert (over.block, over.limit, over.over) == (2, at(40), minutes(4))
    assert too_long.slots[2].starts == at(44)


def test_a_pause_eats_the_gap_before_a_fixed_block() -> None:
    timeline = going_on(planned(programme(10, 20, 10, fixed={2: "20:10"})), 0, at(5))
    resumed = rules.resume(timeline, at(5), at(9))
    assert [slot.ends for slot in resumed.slots] == [at(14), at(34), at(50)]


def test_next_begins_a_fixed_block_at_once_but_calling_back_waits_for_it() -> None:
    timeline = going_on(planned(programme(10, 20, 10, fixed={2: "20:10"})), 1, at(15))
    assert rules.skip(timeline, at(15)).slots[2].starts == at(15.5)
    back = rules.call_back(timeline, at(15))
    assert back.slots[1].ends == at(15.5)
    assert back.slots[2].starts == at(40)
    # The tables are closed, everybody waits; then the moderator goes on all the same.
    waiting = Timeline(
        back.slots,
        tuple(replace(c, state=CueState.DONE) if c.kind in (CueKind.RECALL, CueKind.CLOSE) else c for c in back.cues),
    )
    assert rules.skip(waiting, at(20)).slots[2].starts == at(20)
    assert rules.stop(waiting, at(20)).ends == at(15.5)


def test_times_of_day_are_those_of_the_evening_also_past_midnight() -> None:
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # 23:30
    assert next_time("00:15", late, ZONE) == late + minutes(45)
    assert fixed_times(programme(30, 10, fixed={1: "00:15"}), late, ZONE) == {1: late + minutes(45)}
    with pytest.raises(Refusal, match="before the start"):
        fixed_times(programme(30, 10, fixed={1: "19:00"}), START, ZONE)
    # In the night in which the clock goes back, 02:30 comes twice; an evening that long we do not know.
    assert next_time("01:30", datetime(2026, 10, 24, 22, 0, tzinfo=UTC), ZONE).hour == 23


@pytest.mark.parametrize("text, ends", [("21:30", 120), ("21.30", 120), ("21:30 uur", 120), ("0:30", 300)])
def test_an_end_is_read_as_people_write_it(text: str, ends: int) -> None:
    assert read_end(Typed(text), START, ZONE) == at(ends)


@pytest.mark.parametrize(
    "text, part",
    [
        ("19:00", "before the start"),
        ("19:30", "before the start"),
        ("straks", "can't read"),
        ("25:00", "can't"),
        ("", "can't"),
    ],
)
def test_an_end_that_is_not_right_is_refused(text: str, part: str) -> None:
    with pytest.raises(Refusal, match=part):
        read_end(Typed(text), START, ZONE)


@pytest.mark.parametrize(
    "what, path, part",
    [
        (programme(10, 10, fixed={0: "19:30"}), ("blokken", 0, "vast"), "first block"),
        (programme(10, 20, 10, fixed={1: "20:00", 2: "20:10"}), ("blokken", 2, "vast"), "10 minutes, and the"),
        (programme(10, 20, 10, fixed={1: "20:00", 2: "19:50"}), ("blokken", 2, "vast"), "not after 20:00"),
        (programme(10, 20, 10, fixed={1: "20:00"}, ends="20:15"), ("eindigt",), "15 minutes, and the"),
        (programme(10, 20, 10, fixed={1: "20:00"}, ends="20:00"), ("eindigt",), "not after"),
    ],
)  # fmt: skip
def test_fixed_times_that_can_never_be_kept_are_found(what: Programme, path: tuple[object, ...], part: str) -> None:
    ((found, text),) = clock_problems(what)
    assert found == path
    assert part in say(text, "en")


def test_fixed_times_that_fit_are_no_problem() -> None:
    what = programme(10, 20, 10, 20, fixed={1: "23:30", 3: "00:10"}, ends="00:30")
    assert list(clock_problems(what)) == []


# ---------------------------------------------------------------------- trimming


def test_trimming_shortens_what_comes_in_proportion_and_keeps_the_end() -> None:
    what = programme(10, 40, 20, 20)
    timeline = going_on(planned(what), 0, at(5))
    longer = rules.extend(timeline, minutes(8), at(5))
    (over,) = agenda.overruns(longer, at(90))
    assert (over.block, over.over) == (None, minutes(8))
    trimmed = agenda.trim(longer, what, at(90))
    assert trimmed.ends == at(90)
    assert [slot.ends - slot.starts for slot in trimmed.slots] == [minutes(18), minutes(36), minutes(18), minutes(18)]
    prompts = trimmed.cues_of(2, CueKind.PROMPT)
    assert [cue.due - trimmed.slots[2].starts for cue in prompts] == [minutes(0), minutes(9)]
    assert [cue.offset for cue in prompts] == [minutes(0), minutes(10)]  # which prompt it is
    (finish,) = [cue for cue in trimmed.cues if cue.kind is CueKind.FINISH]
    assert finish.due == at(90)


def test_no_block_gets_shorter_than_half_and_what_is_left_over_is_told() -> None:
    what = programme(10, 40, 20)
    timeline = going_on(planned(what), 0, at(5))
    trimmed = agenda.trim(rules.extend(timeline, minutes(45), at(5)), what, at(70))
    assert [slot.ends - slot.starts for slot in trimmed.slots[1:]] == [minutes(20), minutes(10)]
    (over,) = agenda.overruns(trimmed, at(70))
    assert over.over == minutes(15)
    with pytest.raises(Refusal, match="any shorter"):
        agenda.trim(trimmed, what, at(70))


def test_where_everything_fits_nothing_is_trimmed() -> None:
    what = programme(10, 40, 20)
    with pytest.raises(Refusal, match="fits"):
        agenda.trim(going_on(planned(what), 0, at(5)), what, at(70))


def test_only_what_stands_before_the_fixed_block_is_trimmed_for_it() -> None:
    what = programme(10, 20, 10, 20, 10, fixed={3: "20:10"})
    timeline = going_on(planned(what), 0, at(5))
    trimmed = agenda.trim(rules.extend(timeline, minutes(6), at(5)), what, None)
    assert [slot.starts for slot in trimmed.slots] == [at(0), at(16), at(32), at(40), at(60)]
    assert trimmed.ends == at(70)


def test_a_short_round_warns_for_no_more_than_half_of_it_also_after_trimming() -> None:
    what = programme(10, 12, 10)
    timeline = going_on(planned(what), 0, at(5))
    trimmed = agenda.trim(rules.extend(timeline, minutes(8), at(5)), what, at(32))
    warns = [cue for cue in trimmed.cues_of(1, CueKind.WARN) if cue.is_todo]
    length = trimmed.slots[1].ends - trimmed.slots[1].starts
    assert length < minutes(10)
    assert [cue.offset for cue in warns] == [minutes(1)]
    assert all(cue.due == trimmed.slots[1].ends - cue.offset for cue in warns)


def test_a_round_that_was_trimmed_to_nothing_much_still_warns_once() -> None:
    what = programme(10, 12, 10).model_copy()
    block = what.blocks[1].model_copy(update={"warnings": (minutes(5),)})
    what = what.model_copy(update={"blocks": (what.blocks[0], block, what.blocks[2])})
    timeline = going_on(planned(what), 0, at(5))
    trimmed = agenda.trim(rules.extend(timeline, minutes(10), at(5)), what, at(32))
    assert [cue.offset for cue in trimmed.cues_of(1, CueKind.WARN) if cue.is_todo] == [minutes(1)]


@given(
    st.lists(st.integers(60, 5400), min_size=1, max_size=20),
    st.integers(1, 40_000),
    st.lists(st.floats(0, 1), min_size=20, max_size=20),
)
def test_shares_keep_the_sum_and_go_below_no_minimum(lengths: list[int], over: int, parts: list[float]) -> None:
    whole = [timedelta(seconds=n) for n in lengths]
    least = [timedelta(seconds=int(n * part)) for n, part in zip(lengths, parts, strict=False)]
    shorter = agenda.shares(whole, least, timedelta(seconds=over))
    possible = sum(whole, timedelta()) - sum(least, timedelta())
    assert sum(whole, timedelta()) - sum(shorter, timedelta()) == min(timedelta(seconds=over), possible)
    for old, new, minimum in zip(whole, shorter, least, strict=True):
        assert minimum <= new <= old


@given(
    st.lists(st.integers(2, 60), min_size=2, max_size=8),
    st.integers(1, 60),
    st.integers(0, 30),
    st.dictionaries(st.integers(1, 7), st.integers(0, 20), max_size=2),
)
def test_whatever_is_trimmed_keeps_its_promises(
    lengths: list[int], longer_by: int, slack: int, fixed: dict[int, int]
) -> None:
    what = programme(*lengths)
    begins = [START + minutes(sum(lengths[:n])) for n in range(len(lengths))]
    times = {n: begins[n] + minutes(spare) for n, spare in fixed.items() if n < len(lengths)}
    timeline = plan(what, START, START, times)
    timeline = Timeline(timeline.slots, tuple(replace(cue, id=n) for n, cue in enumerate(timeline.cues, 1)))
    now = START + minutes(1)
    timeline = going_on(timeline, 0, now)
    ends_by = timeline.ends + minutes(slack)
    longer = rules.extend(timeline, minutes(longer_by), now)
    before = agenda.overruns(longer, ends_by)
    assume(before)
    try:
        trimmed = agenda.trim(longer, what, ends_by)
    except Refusal:
        return
    assert sum((o.over for o in agenda.overruns(trimmed, ends_by)), timedelta()) <= sum(
        (o.over for o in before), timedelta()
    )
    for old, slot, block in zip(longer.slots, trimmed.slots, what.blocks, strict=True):
        assert slot.starts <= slot.ends
        if slot.started is None:
            assert (
                min(agenda.shortest(block), old.ends - old.starts) <= slot.ends - slot.starts <= old.ends - old.starts
            )
            assert slot.fixed is None or slot.starts >= slot.fixed
    for slot, following in zip(trimmed.slots, trimmed.slots[1:], strict=False):
        assert following.starts >= slot.ends
    for cue in trimmed.cues:
        slot = trimmed.slots[cue.block]
        if cue.is_todo and cue.kind in (CueKind.OPEN, CueKind.PROMPT, CueKind.WARN, CueKind.RECALL, CueKind.CLOSE):
            assert slot.starts <= cue.due <= slot.ends
        if cue.is_todo and cue.kind is CueKind.WARN and slot.started is None and slot != longer.slots[cue.block]:
            assert cue.offset * 2 <= slot.ends - slot.starts or slot.ends - slot.starts == what.blocks[cue.block].length


# ---------------------------------------------------------------------- dropping


def test_a_dropped_block_is_over_without_having_begun_and_says_nothing() -> None:
    timeline = going_on(planned(programme(10, 20, 10)), 0, at(5))
    dropped = agenda.drop(timeline, 1, at(5))
    assert dropped.ends == at(20)
    assert dropped.following is not None
    assert dropped.following.block == 2
    assert [cue.kind for cue in dropped.cues if cue.block == 1 and cue.is_todo] == []
    now = going_on(dropped, 0, at(10))
    cue = due.next_due(now, tuple(CueKind), at(10), [])
    assert cue is not None
    assert (cue.kind, cue.block) == (CueKind.OPEN, 2)
    assert agenda.behind(dropped) == minutes(-20)


def test_the_last_block_can_be_dropped_too() -> None:
    dropped = agenda.drop(going_on(planned(programme(10, 20, 10)), 0, at(5)), 2, at(5))
    assert dropped.ends == at(30)
    (finish,) = [cue for cue in dropped.cues if cue.kind is CueKind.FINISH]
    assert (finish.due, finish.state) == (at(30), CueState.TODO)


def test_the_first_block_can_be_dropped_before_the_start() -> None:
    dropped = agenda.drop(planned(programme(10, 20, 10)), 0, at(-5))
    begun = rules.begin(dropped, at(0), ZONE)
    assert [slot.starts for slot in begun.slots[1:]] == [at(0), at(20)]
    assert any(cue.kind is CueKind.REMIND and cue.is_todo for cue in dropped.cues)


@pytest.mark.parametrize("block, part", [(0, "begun already"), (2, "fixed in time"), (9, "begun already")])
def test_what_cannot_be_dropped_stays(block: int, part: str) -> None:
    timeline = going_on(planned(programme(10, 20, 10, fixed={2: "20:10"})), 0, at(5))
    with pytest.raises(Refusal, match=part):
        agenda.drop(timeline, block, at(5))


def test_dropping_twice_and_dropping_everything_is_refused() -> None:
    timeline = agenda.drop(planned(programme(10, 20)), 0, at(-5))
    with pytest.raises(Refusal, match="dropped already"):
        agenda.drop(timeline, 0, at(-5))
    with pytest.raises(Refusal, match="only block"):
        agenda.drop(timeline, 1, at(-5))
