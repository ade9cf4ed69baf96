"""Who goes to a table that asks for help, which tables are ready, and which words go to which tables."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.evening.places import Place, PlaceKind
from bot.core.tables import broadcasts, calls
from bot.core.tables.broadcasts import LONGEST
from bot.core.tables.calls import Call
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
ADA, BEN = 1, 2
CALL = Call(1, 11, 7, NOW)
TABLES = [
    Place(number, 1, PlaceKind.TABLE, 1, number, Typed(title))
    for number, title in enumerate(["Taal", "Taalkunde", "Armoede", "Sociaal, cultureel"], start=1)
]


def later(**time: float) -> datetime:
    return NOW + timedelta(**time)


def test_one_goes_and_another_hears_so() -> None:
    mine = calls.claimed(CALL, ADA, later(minutes=1))
    assert (mine.helper, mine.claimed_at) == (ADA, later(minutes=1))
    with pytest.raises(Refusal, match="You are going already"):
        calls.claimed(mine, ADA, later(minutes=2))
    with pytest.raises(Refusal, match=f"<@{ADA}> is going already"):
        calls.claimed(mine, BEN, later(minutes=2))


def test_whoever_says_it_is_done_is_who_took_care() -> None:
    done = calls.done(calls.claimed(CALL, ADA, NOW), BEN, later(minutes=3))
    assert (done.helper, done.claimed_at, done.ended_at) == (BEN, NOW, later(minutes=3))
    at_once = calls.done(CALL, ADA, later(minutes=3))
    assert (at_once.helper, at_once.claimed_at) == (ADA, later(minutes=3))
    for step in (calls.claimed, calls.done):
        with pytest.raises(Refusal, match=f"<@{BEN}> took care"):
            step(done, ADA, later(minutes=4))


def test_a_table_that_closed_needs_nobody() -> None:
    closed = Call(1, 11, 7, NOW, ended_at=later(minutes=1))
    for step in (calls.claimed, calls.done):
        with pytest.raises(Refusal, match="has closed meanwhile"):
            step(closed, ADA, later(minutes=2))


@pytest.mark.parametrize(
    ("people", "ready", "counted", "missing"),
    [
        ({1: 3, 2: 2}, {1}, [1, 2], [2]),
        ({1: 3, 2: 0}, {1}, [1], []),  # nobody waits for an empty table
        ({1: 3, 2: 0}, {2}, [1, 2], [1]),  # which may have said so before its people left
        ({1: 0, 2: 0}, {1}, [1, 2], [2]),  # nobody is in voice anywhere: all of them count
        ({}, set(), [], []),
    ],
)
def test_which_tables_are_waited_for(
    people: dict[int, int], ready: set[int], counted: list[int], missing: list[int]
) -> None:
    assert calls.counted(people, ready) == counted
    assert calls.not_ready(people, ready) == missing


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [1, 2, 3, 4]),
        (" , ", [1, 2, 3, 4]),
        ("taal", [1]),  # the whole title before one that begins so
        ("TAALK, armoede", [2, 3]),
        ("armoede,Armoede", [3]),
        ("Sociaal, cultureel", [4]),  # a comma of its own
        ("sociaal", [4]),
    ],
)
def test_tables_are_found_by_what_people_type(typed: str, found: list[int]) -> None:
    assert [table.id for table in broadcasts.chosen(TABLES, Typed(typed))] == found


@pytest.mark.parametrize("typed", ["wiskunde", "taal, wiskunde", "ta"])
def test_a_table_that_is_not_there_or_not_clear_is_named(typed: str) -> None:
    with pytest.raises(Refusal, match="There is no table"):
        broadcasts.chosen(TABLES, Typed(typed))


def test_what_is_offered_while_somebody_types() -> None:
    assert broadcasts.completed(TABLES, Typed("taal")) == ["Taal", "Taalkunde"]
    assert broadcasts.completed(TABLES, Typed("Taal, ta")) == ["Taal, Taalkunde"]


def test_tables_that_were_picked_and_have_closed() -> None:
    assert [table.id for table in broadcasts.picked(TABLES, {"2", "99"})] == [2]
    with pytest.raises(Refusal, match="closed meanwhile"):
        broadcasts.picked(TABLES, {"99"})


def test_words_are_neither_nothing_nor_too_many() -> None:
    assert broadcasts.worded(Typed("  Nog even.\n")) == "Nog even."
    assert broadcasts.worded(Typed("x" * LONGEST)) == "x" * LONGEST
    for text in ("", " \n ", "\u202e"):
        with pytest.raises(Refusal, match="nothing to send"):
            broadcasts.worded(Typed(text))
    with pytest.raises(Refusal, match=f"{LONGEST + 1} characters"):
        broadcasts.worded(Typed("x" * (LONGEST + 1)))
