"""Names as people type them: capitals, accents, hyphens and the first letters."""

import pytest

from bot.content.library import Library
from bot.core.words.plain import fitting, plain
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

NAMES = [Typed(name) for name in ("Súd-West Fryslân", "Taal 1", "Taal 2", "Sociaal en cultureel kapitaal", "Taal")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sud west", [0]),
        ("SÚD-WEST", [0]),
        ("súd_west  fryslan", [0]),
        ("taal", [4]),
        ("taal 2", [2]),
        ("taa", [1, 2, 4]),
        ("soc", [3]),
        ("Sociaal-en-cultureel-kapitaal", [3]),
        ("kapitaal", []),
        ("", []),
        ("   ", []),
    ],
)
def test_who_is_meant(typed: str, meant: list[int]) -> None:
    assert fitting(Typed(typed), NAMES) == meant


def test_what_people_do_not_mind_is_left_out() -> None:
    assert plain(" ’s-Hertogenbosch ") == "s hertogenbosch"
    assert plain("Café  Één") == "cafe een"


@pytest.mark.parametrize("typed", ["provinciale-meetup", "Provinciale Meetup", "provinciale", "PROV"])
def test_a_programme_is_found_as_it_is_typed(typed: str) -> None:
    assert Library().programme(typed).title == "Provinciale meetup"


def test_a_programme_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(Refusal):
        Library().programme("zwolle")
