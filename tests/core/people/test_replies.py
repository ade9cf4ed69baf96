"""What somebody fills in on a form: which answers fit, and what a changed client may not send."""

import pytest

from bot.content.texts import say
from bot.core.people.replies import LONGEST_ANSWER, LONGEST_SHORT, read
from bot.core.programme.forms import Form
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

FORM = Form.model_validate(
    {
        "titel": "Hoe was het?",
        "vragen": [
            {"vraag": "Wat neem je mee?", "verplicht": "ja"},
            {"vraag": "Waar werk je?", "soort": "kort"},
            {"vraag": "Hoe was het tempo?", "soort": "keuze", "keuzes": ["te snel", "goed"]},
            {"vraag": "Wat hielp?", "soort": "keuzes", "keuzes": ["fragment", "tafels", "oogst"]},
            {"vraag": "Welk cijfer?", "soort": "schaal", "tot": 10},
        ],
    }
)


def fields(*values: str | list[str]) -> list[list[Typed]]:
    """What is sent: a text, or chosen values, for each question."""
    return [[Typed(one) for one in ([value] if isinstance(value, str) else value)] for value in values]


def test_what_fits_is_kept_and_what_is_empty_is_left_out() -> None:
    found = read(FORM, fields(" rust\u200b ", "", ["goed"], ["oogst", "fragment"], ["10"]))
    assert {n: [value.raw for value in values] for n, values in found.items()} == {
        0: ["rust"], 2: ["goed"], 3: ["oogst", "fragment"], 4: ["10"],
    }  # fmt: skip
    assert read(FORM, fields("kort"))[0] == (Typed("kort"),)  # fields that were not sent


@pytest.mark.parametrize(
    "sent",
    [
        fields("ja", "", ["heel snel"]),
        fields("ja", "", ["goed", "te snel"]),
        fields("ja", "", [], ["oogst", "oogst"]),
        fields("ja", "", [], [], ["11"]),
        fields("ja", "", [], [], ["0"]),
        fields("x" * (LONGEST_ANSWER + 1)),
        fields("ja", "x" * (LONGEST_SHORT + 1)),
        fields(["een", "twee"]),
    ],
)
def test_what_does_not_fit_is_refused(sent: list[list[Typed]]) -> None:
    with pytest.raises(Refusal) as refused:
        read(FORM, sent)
    assert "past niet" in say(refused.value.text, "nl")


@pytest.mark.parametrize("nothing", ["", " \u200b\n"])
def test_a_question_that_needs_an_answer_says_so(nothing: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(FORM, fields(nothing))
    assert "“Wat neem je mee?”" in say(refused.value.text, "nl")
