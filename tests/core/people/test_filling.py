"""Details of a contribution as they are filled in, on Thursday 26 November 2026."""

from datetime import date

import pytest

from bot.content.texts import say
from bot.core.kinds import ContributionKind
from bot.core.people.filling import LONGEST, Details, filled_in, in_form, left_open, merged, unread, values
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

MORGEN, NODIG, ACTIE, TOEZEGGING = map(ContributionKind, ("morgen", "nodig", "actie", "toezegging"))
TODAY = date(2026, 11, 26)


def filled(*words: str, before: Details = (), today: date = TODAY) -> Details:
    """Owner, day, first step and measure of an action."""
    return filled_in(ACTIE, map(Typed, words), today, before)


def test_details_are_kept_by_their_keys_and_empty_ones_are_not() -> None:
    assert filled_in(MORGEN, [Typed("  dinsdag "), Typed("\u200b")], TODAY) == (("when", Typed("dinsdag")),)
    assert filled_in(NODIG, [], TODAY) == ()
    with pytest.raises(Refusal, match="4001 characters"):
        filled_in(MORGEN, [Typed("a" * (LONGEST + 1)), Typed("")], TODAY)


def test_a_day_is_kept_as_a_day_and_shown_as_people_write_it() -> None:
    details = filled("Truus", "eind januari", "", "")
    assert values(ACTIE, details) == {"owner": Typed("Truus"), "due": date(2027, 1, 31)}
    assert in_form(ACTIE, details)["due"] == "31-01-2027"
    assert left_open(ACTIE, dict(details)) == ()


@pytest.mark.parametrize("words", ["na de kerst", "12-12-2024", "31 november"])
def test_what_is_no_day_that_comes_is_kept_as_it_was_written(words: str) -> None:
    details = filled("", words, "", "")
    assert dict(details) == {"due_said": Typed(words)}
    assert in_form(ACTIE, details)["due"] == words
    assert unread(ACTIE, details) == words
    assert [say(text, "en") for text in left_open(ACTIE, dict(details))] == ["who sees to it", "by which day"]


def test_a_day_that_has_passed_since_stays_until_it_is_changed() -> None:
    before = filled("Truus", "12 december", "", "")
    later = date(2027, 2, 1)
    assert filled("Ilse", "12-12-2026", "", "", before=before, today=later) == (("owner", Typed("Ilse")), before[1])
    assert "due" not in dict(filled("Ilse", "13-12-2026", "", "", before=before, today=later))
    assert filled("", "", "", "", before=before) == ()


def test_what_the_bot_knows_stays_when_a_form_is_sent() -> None:
    before: Details = (("confirmed", Typed("1")), ("due_said", Typed("ooit")))
    after = filled_in(TOEZEGGING, [Typed(""), Typed("Gemeente"), Typed("12 december")], TODAY, before)
    assert values(TOEZEGGING, after) == {"organisation": "Gemeente", "due": date(2026, 12, 12), "confirmed": True}


def test_sent_again_the_new_day_takes_the_place_of_what_was_none() -> None:
    before = filled("Truus", "ooit", "bellen", "")
    assert merged(ACTIE, before, filled("", "12 december", "", "")) == (
        ("owner", Typed("Truus")), ("first_step", Typed("bellen")), ("due", Typed("2026-12-12")),
    )  # fmt: skip
    assert merged(ACTIE, before, ()) == before
