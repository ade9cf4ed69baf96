"""What a table gets from its theme: as told to whom, which questions fit, when what is read out comes."""

from datetime import timedelta
from typing import Any

import pytest

from bot.core.programme.models import Block, Programme, Room
from bot.core.programme.resolving import fitting, resolve
from bot.core.programme.theme_checks import left_out
from bot.core.programme.themes import Theme
from bot.platform.text import speaking

TELLING = {"vragen": ["Q1", "Q2", "Q3", "Q4", "Morgen?"], "richtingen": ["a", "b", "c"]}
THEME = Theme.model_validate(
    {
        "titel": "Wiskunde",
        "wat speelt er": "Voor allen",
        "casus": "Een verhaal",
        "kennismaking": "Wie ben je?",
        "voor de begeleider": "Geef iedereen de beurt",
        "fragment": {"titel": "Film", "url": "https://www.human.nl/klassen"},
        **TELLING,
        "schoolteam": {"vragen": ["T1", "T2", "T3"], "richtingen": ["d", "e", "f"], "casus": "Bij ons op school"},
        "leerlingen": {"vragen": ["P1", "P2", "P3"], "richtingen": ["g", "h", "i"], "wat speelt er": "Voor jou"},
    }
)


def programme(length: str = "40 min", kind: str = "meetup", theme: Theme = THEME, **room: object) -> Programme:
    block = {"titel": "Praten", "soort": "break-out", "duur": length, "ruimtes": [{"thema": "wiskunde", **room}]}
    given = {"titel": "Avond", "soort": kind, "blokken": [block]}
    return resolve(Programme.model_validate(given), {"wiskunde": theme})


def table(resolved: Programme) -> tuple[Room, Block]:
    (block,) = resolved.blocks
    return block.rooms[0], block


def asked(resolved: Programme) -> list[str]:
    return [prompt.text.raw for prompt in table(resolved)[0].prompts]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("90 s", ["Morgen?"]),
        ("5 min", ["Morgen?"]),
        ("10 min", ["Morgen?"]),
        ("15 min", ["Q1", "Morgen?"]),
        ("20 min", ["Q1", "Q2", "Morgen?"]),
        ("25 min", ["Q1", "Q2", "Q3", "Morgen?"]),
        ("30 min", ["Q1", "Q2", "Q3", "Q4", "Morgen?"]),
        ("40 min", ["Q1", "Q2", "Q3", "Q4", "Morgen?"]),
        ("3 uur", ["Q1", "Q2", "Q3", "Q4", "Morgen?"]),
    ],
)
def test_the_question_about_tomorrow_comes_in_a_block_of_any_length(length: str, expected: list[str]) -> None:
    resolved = programme(length)
    room, block = table(resolved)
    assert asked(resolved) == expected
    moments = [prompt.after for prompt in room.prompts if prompt.after is not None]
    assert len(moments) == len(expected)
    assert moments == sorted(set(moments))
    assert room.directions_after is not None
    assert moments[-1] < room.directions_after < block.length


@pytest.mark.parametrize("seconds", range(60, 7200, 437))
@pytest.mark.parametrize("questions", [1, 3, 4, 9])
def test_no_length_drops_the_last_question_or_changes_the_order(seconds: int, questions: int) -> None:
    found = fitting(range(questions), timedelta(seconds=seconds))
    assert found[-1] == questions - 1
    assert list(found) == sorted(set(found))
    assert found[:-1] == tuple(range(len(found) - 1))


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("90 s", ["de kennismaking", "de casus", "vraag 1, 2, 3, 4", "30 min"]),
        ("10 min", ["Weggelaten: vraag 1, 2, 3, 4.", "30 min"]),
        ("20 min", ["vraag 3, 4"]),
        ("25 min", ["vraag 4"]),
        ("30 min", []),
    ],
)
def test_what_a_short_block_leaves_out_is_said(length: str, expected: list[str]) -> None:
    said = left_out(*table(programme(length)), THEME)
    assert (said is None) == (not expected)
    assert said is None or all(part in speaking("nl")(said) for part in expected)


def test_a_table_with_questions_of_its_own_lacks_nothing() -> None:
    assert left_out(*table(programme("5 min", vragen=[{"tekst": "Eigen?"}])), THEME) is None


@pytest.mark.parametrize(
    ("kind", "variant", "questions", "situation", "case"),
    [
        ("meetup", None, "Q1", "Voor allen", "Een verhaal"),
        ("eigen", None, "Q1", "Voor allen", "Een verhaal"),
        ("school", None, "T1", "Voor allen", "Bij ons op school"),
        ("klas", None, "P1", "Voor jou", "Een verhaal"),
        ("jongerenraad", None, "P1", "Voor jou", "Een verhaal"),
        ("klas", "algemeen", "Q1", "Voor allen", "Een verhaal"),
        ("meetup", "leerlingen", "P1", "Voor jou", "Een verhaal"),
    ],
)
def test_who_it_is_told_to_goes_by_the_programme_or_the_table(
    kind: str, variant: str | None, questions: str, situation: str, case: str
) -> None:
    resolved = programme(kind=kind, variant=variant)
    room, _block = table(resolved)
    assert asked(resolved)[0] == questions
    assert room.text == situation
    assert room.case == case
    assert room.for_host == "Geef iedereen de beurt"
    assert len(room.directions) == 3


def test_a_theme_without_variants_is_told_to_everybody_alike() -> None:
    plain = THEME.model_copy(update={"pupils": None})
    assert asked(programme(kind="klas", theme=plain))[0] == "Q1"


@pytest.mark.parametrize(
    ("length", "introduction", "case"),
    [("9 min", None, None), ("10 min", 1, 1), ("15 min", 1, 1), ("20 min", 1, 2), ("40 min", 1, 2)],
)
def test_what_is_read_out_comes_with_its_question(length: str, introduction: int | None, case: int | None) -> None:
    room, _block = table(programme(length))
    before = {number: room.read_out_before(number) for number in range(1, len(room.prompts) + 1)}
    assert [n for n, (first, _case) in before.items() if first] == ([introduction] if introduction else [])
    assert [n for n, (_first, told) in before.items() if told] == ([case] if case else [])


def test_what_a_table_says_itself_goes_before_its_theme_also_in_a_short_block() -> None:
    own: dict[str, Any] = {"casus": "Eigen verhaal", "voor de begeleider": "Let op de tijd"}
    room, _block = table(programme("5 min", **own))
    assert room.case == "Eigen verhaal"
    assert room.for_host == "Let op de tijd"
    assert room.introduction is None
