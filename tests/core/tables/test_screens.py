"""How many people sit before one screen, as people say it."""

import pytest

from bot.core.tables.screens import LONGEST_NAME, MOST, name_said, size_of, size_said
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed


@pytest.mark.parametrize("people", [-1, 0, MOST + 1, 4000])
def test_more_than_two_classes_need_an_account_each(people: int) -> None:
    with pytest.raises(Refusal, match="an account of its own"):
        size_of(people)
    assert size_of(MOST) == MOST


@pytest.mark.parametrize(("said", "people"), [("24", 24), (" 24 leerlingen", 24), ("wij zijn met 8.", 8), ("1", 1)])
def test_a_number_is_read_from_what_people_write(said: str, people: int) -> None:
    assert size_said(Typed(said)) == people


@pytest.mark.parametrize("said", ["", "veel", "20 of 30", "4000", "-3", "9" * 20])
def test_anything_else_is_asked_again(said: str) -> None:
    with pytest.raises(Refusal, match="Give a number"):
        size_said(Typed(said))


def test_a_name_stands_on_one_line() -> None:
    assert name_said(Typed(" klas\n3b ")) == "klas 3b"
    with pytest.raises(Refusal, match="too long"):
        name_said(Typed("x" * (LONGEST_NAME + 1)))
