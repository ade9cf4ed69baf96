"""Words to find texts by, and what somebody may have meant."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.words.searching import MOST_WORDS, mistyped, wanted, words
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Súd-West Fryslân!", ["sud", "west", "fryslan"]),
        ("SÚDWEST", ["sudwest"]),
        ("foto's bij oma’s, ’s avonds", ["foto", "bij", "oma", "s", "avonds"]),
        ("Straße in Ørsta, ĳsvrij", ["strasse", "in", "orsta", "ijsvrij"]),
        ("co\u00adör\u200bdinator coördinator", ["coordinator", "coordinator"]),
        ("groep 7/8 — 30%", ["groep", "7", "8", "30"]),
        ('AND "NEAR(" * ^x:y -z', ["and", "near", "x", "y", "z"]),
        ("教育は", ["教", "育", "は"]),
        ("привет أهلًا", ["привет", "اهلا"]),
        ("🎉 … — !", []),
        ("", []),
    ],
)
def test_words_are_plain(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def looked_for(typed: str) -> list[str]:
    return [one.word for one in wanted(Typed(typed))]


def test_common_words_are_not_looked_for_unless_nothing_else_is() -> None:
    assert looked_for("de ouders van de klas") == ["ouders", "klas"]
    assert looked_for("wat is dat?") == ["wat", "is", "dat"]
    assert looked_for("taal, Taal en táál") == ["taal"]


@pytest.mark.parametrize("typed", ["", "   ", "🎉🎉", '"', "*", "-", "#", "\u200b", "…?!"])
def test_a_search_without_a_word_is_told_what_to_do(typed: str) -> None:
    with pytest.raises(Refusal, match="Search for a word"):
        wanted(Typed(typed))


def test_two_words_may_be_one_and_one_may_be_two() -> None:
    sud, west = wanted(Typed("súd west"))
    assert (sud.joined, west.joined) == (("sudwest",), ("sudwest",))
    (one,) = wanted(Typed("Súdwest"))
    assert ("sud", "west") in one.apart
    assert all(first + second == "sudwest" and min(len(first), len(second)) >= 3 for first, second in one.apart)
    (short,) = wanted(Typed("taal"))
    assert short.apart == ()


def test_a_whole_text_is_looked_for_by_its_beginning() -> None:
    found = looked_for(" ".join(f"woord{n}" for n in range(300)))
    assert found == [f"woord{n}" for n in range(MOST_WORDS)]


LONGER = st.text(string.ascii_lowercase, min_size=5, max_size=20)


@given(LONGER, st.data())
def test_one_typing_mistake_is_seen_from_both_sides(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    how = data.draw(st.sampled_from(("another", "too many", "changed about")))
    before, here, after = word[:at], word[at], word[at + 1 :]
    wrong = {
        "another": before + letter + after,
        "too many": before + letter + here + after,
        "changed about": before + after[:1] + here + after[1:],
    }[how]
    if wrong != word and len(wrong) <= 20:
        assert word in mistyped(wrong)
        assert wrong in mistyped(word)


@pytest.mark.parametrize("word", ["taal", "x" * 21, "привет", "groep8", ""])
def test_no_mistakes_are_guessed_where_each_is_another_word(word: str) -> None:
    assert mistyped(word) == set()


@given(st.text())
def test_any_text_has_plain_words(text: str) -> None:
    for word in words(Typed(text).raw):
        assert word == word.casefold()
        assert not set(word) & set("\"'*-:()^ \n_")
        assert words(word) == [word]
