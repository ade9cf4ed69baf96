"""Labels: read as people type them, and suggested without being given."""

import pytest

from bot.core.people.labels import LONGEST, read, split, suggested
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed


def raw(labels: list[Typed]) -> list[str]:
    return [label.raw for label in labels]


@pytest.mark.parametrize(
    "typed, labels",
    [
        ("tijd", ["tijd"]),
        (" tijd |  rust\nen stilte|", ["tijd", "rust en stilte"]),
        ("Tijd|tijd|TIJD", ["Tijd"]),
        ("||", []),
        ("\u200b", []),
    ],
)
def test_labels_are_split_and_each_is_there_once(typed: str, labels: list[str]) -> None:
    assert raw(split(typed)) == labels


def test_a_label_is_spelled_as_the_one_that_is_known() -> None:
    assert raw(read(Typed("TIJD | nieuw"), [Typed("Tijd")])) == ["Tijd", "nieuw"]


@pytest.mark.parametrize("typed, why", [("", "Write a label"), ("| |", "Write a label"), ("x" * (LONGEST + 1), "60"),
                                        ("|".join(f"l{n}" for n in range(11)), "11 labels")])  # fmt: skip
def test_what_is_no_label_is_refused(typed: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        read(Typed(typed))


@pytest.mark.parametrize(
    "said, theme, first",
    [
        ("een tolk op dinsdag", None, ["tolken en vertaling"]),
        ("Meer uren voor huisbezoeken", "ouderbetrokkenheid", ["contact met ouders", "tijd"]),
        ("een ontbijt voor iedereen", "armoede", ["eten op school"]),
        ("een ontbijt voor iedereen", "taal", []),
        ("altijd maar regelmatig", None, []),
        ("", None, []),
        ("🎉", "taal", []),
    ],
)
def test_word_lists_suggest_by_theme(said: str, theme: str | None, first: list[str]) -> None:
    assert raw(suggested(Typed(said), theme, [])) == first


def test_a_known_label_that_the_text_says_comes_first_and_what_it_has_is_not_suggested() -> None:
    known = [Typed("Súdwest"), Typed("tolk")]
    assert raw(suggested(Typed("een tolk in sudwest"), None, known)) == ["Súdwest", "tolk", "tolken en vertaling"]
    assert raw(suggested(Typed("een tolk"), None, known, [Typed("Tolk")])) == ["tolken en vertaling"]
