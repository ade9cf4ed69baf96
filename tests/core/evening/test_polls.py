"""What moderators type as the choices of a poll."""

import pytest

from bot.core.evening.polls import LONGEST_CHOICE, LONGEST_QUESTION, choices_of, question_of
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("ja, nee", ["ja", "nee"]),
        ("ja,nee , weet ik niet", ["ja", "nee", "weet ik niet"]),
        ("ja / nee", ["ja", "nee"]),
        ("ja of nee", ["ja", "nee"]),
        ("nu meteen, of straks; over een uur", ["nu meteen, of straks", "over een uur"]),
        ("1. ja\n2. nee\n3. misschien", ["ja", "nee", "misschien"]),
        ("- ja\n- nee", ["ja", "nee"]),
        ("ja, Ja, nee, ", ["Ja", "nee"]),
        ("5 minuten, 10 minuten", ["5 minuten", "10 minuten"]),
    ],
)
def test_choices_are_read_as_people_type_them(typed: str, choices: list[str]) -> None:
    assert [choice.raw for choice in choices_of(Typed(typed))] == choices


@pytest.mark.parametrize("typed", ["", "ja", "ja, ja", "a, b, c, d, e, f", f"ja, {'n' * (LONGEST_CHOICE + 1)}", ",;,"])
def test_choices_that_are_not_right_are_refused_with_an_example_or_a_number(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        choices_of(Typed(typed))
    assert "choices" in str(refused.value)


def test_a_question_is_one_line_and_not_too_long() -> None:
    assert question_of(Typed("  Gaan we\n door? ")).raw == "Gaan we door?"
    for typed in ("", " \n ", "n" * (LONGEST_QUESTION + 1)):
        with pytest.raises(Refusal):
            question_of(Typed(typed))
