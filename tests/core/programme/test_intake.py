"""What is read from an intake, what to talk about once more, and the programme that follows from it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.core.programme import intake as rules
from bot.core.programme import intake_plan as plans
from bot.core.programme.checks import problems
from bot.core.programme.intake import Intake
from bot.core.programme.intake_steps import marks, merged
from bot.core.programme.models import Programme
from bot.core.words.numbers import number_in
from bot.core.words.typed import Typed
from bot.platform.text import speaking

say = speaking("nl")
library = Library()


def filled(**fields: str | list[str]) -> Intake:
    """An intake with these fields filled in."""
    return Intake(1, 1, 1, values(**fields))


def values(**fields: str | list[str]) -> dict[str, tuple[Typed, ...]]:
    listed = {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
    return {name: tuple(map(Typed, value)) for name, value in listed.items()}


def plan(intake: Intake) -> Programme:
    return plans.planned(intake, library.programme(plans.which(intake)), library.themes())


@pytest.mark.parametrize(
    ("fields", "warns"),
    [
        ({"people": "30"}, ""),
        ({"people": "dertig"}, ""),
        ({"people": "31"}, "31 mensen is meer dan 30"),
        ({"people": "4,000"}, "4000 mensen is meer dan 30"),
        ({"people": "het hele team"}, "Ik kan uit “het hele team” niet lezen hoeveel mensen"),
        ({"people": "20 of 25"}, "Schrijf één getal"),
        ({"people": "0"}, "niemand komt"),
        ({"functions": ["leerkracht", "bestuur"]}, "Nog niet aan tafel: schoolleider, intern begeleider of mentor"),
        ({"functions": [*rules.FUNCTIONS]}, ""),
        ({"themes": ["taal"]}, "Er is één thema gekozen"),
        ({"themes": ["taal", "armoede", "identiteit", "verwachtingen"]}, "Er zijn 4 thema's gekozen"),
        ({"time": "een uurtje ofzo"}, "niet lezen hoeveel tijd"),
        ({"time": "1 uur"}, "weinig tijd"),
        ({"time": "twee dagen"}, "meer dan één dag"),
        ({"time": "halve dag"}, ""),
        ({"figures": "a\nb\n\nc"}, ""),
        ({"figures": "a\nb\nc\nd"}, "meer dan drie cijfers"),
        ({}, ""),
    ],
)
def test_what_to_talk_about_once_more_is_said_and_never_in_the_way(
    fields: dict[str, str | list[str]], warns: str
) -> None:
    told = [say(text) for text in rules.warnings(filled(**fields))]
    assert len(told) == bool(warns)
    assert warns in "".join(told)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("3 uur", 3), ("3", 3), ("drie uur", 3), ("drie", 3), ("2,5 uur", 2.5), ("anderhalf uur", 1.5),
        ("een middag", 3), ("Een hele middag.", 3), ("de ochtend", 3), ("ongeveer 3 uur", 3), ("half a day", 4),
        ("halve dag", 4), ("een halve dag", 4), ("een dag", 6), ("1 dag", 6), ("een studiedag", 6), ("a full day", 6),
        ("9 tot 15 uur", 6), ("13.00-16.30", 3.5), ("van 13:00 tot 16:30 uur", 3.5), ("13u tot 16u30", 3.5),
        ("2 tot 3 uur", None), ("2 à 3 uur", None), ("16.00-13.00", None), ("geen idee", None), ("", None),
    ],
)  # fmt: skip
def test_the_time_is_read_as_people_write_it(typed: str, hours: float | None) -> None:
    assert rules.time_said(Typed(typed)) == (timedelta(hours=hours) if hours else None)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("24 collega's", 24), ("4.000", 4000), ("4,000", 4000), ("een man of dertig", 30), ("drieëndertig", 33),
        ("vierentwintig mensen", 24), ("thirty-two", 32), ("één", 1), ("nul", 0), ("honderd", 100),
        ("20-25", None), ("twintig à dertig", None), ("iedereen", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_is_read_in_figures_and_in_words(typed: str, number: int | None) -> None:
    assert number_in(typed) == number


@pytest.mark.parametrize(
    ("time", "name", "hours"),
    [
        ("een dag", plans.DAY, 6),
        ("5 uur", plans.DAY, 5),
        ("twee dagen", plans.DAY, 0),
        ("een middag", plans.AFTERNOON, 3),
        ("20 min", plans.AFTERNOON, 1.5),
        ("ooit", plans.AFTERNOON, 0),
    ],
)
def test_the_programme_is_the_one_that_fits_in_the_time(time: str, name: str, hours: float) -> None:
    intake = filled(school="De Wilg", themes=["taal", "onzin"], time=time)
    assert plans.which(intake) == name
    wanted = timedelta(hours=hours) if hours else library.programme(name).length
    assert abs(plan(intake).length - wanted) <= timedelta(minutes=5)


@given(
    minutes=st.integers(10, 13 * 60),
    themes=st.lists(st.sampled_from(sorted(library.themes())), min_size=1, max_size=5, unique=True),
    figures=st.sampled_from(["", "*" * 300, "#1\n- 2\n<@3> https://x.nl\n4", "één"]),
)
def test_whatever_the_intake_says_the_plan_is_a_right_programme(minutes: int, themes: list[str], figures: str) -> None:
    """As a file would be, and as it comes back from storage."""
    programme = plan(filled(school="De Wilg", themes=themes, time=f"{minutes} min", figures=figures))
    assert list(problems(programme, library.themes())) == []
    assert Programme.model_validate_json(programme.model_dump_json()) == programme
    (tables,) = [block for block in programme.blocks if block.rooms]
    assert [room.theme for room in tables.rooms] == themes
    for block in programme.blocks:
        prompts = [*block.prompts, *(prompt for room in block.rooms for prompt in room.prompts)]
        assert all(prompt.after is not None and prompt.after < block.length for prompt in prompts)


def test_themes_are_told_to_a_school_team() -> None:
    programme = plan(filled(school="De Wilg", themes=["taal", "armoede"], time="3 uur"))
    shipped = library.programme(plans.AFTERNOON)
    (there,) = [room for block in shipped.blocks for room in block.rooms if room.theme == "taal"]
    (here,) = [room for block in programme.blocks for room in block.rooms if room.theme == "taal"]
    assert here.text == there.text


def test_a_theme_that_is_gone_leaves_the_tables_of_the_programme() -> None:
    programme = plan(filled(school="De Wilg", themes=["weg"], time="2 uur"))
    (tables,) = [block for block in programme.blocks if block.rooms]
    assert len(tables.rooms) == 3


def test_figures_stand_at_the_opening_where_no_block_is_about_them() -> None:
    shipped = library.programme(plans.DAY)
    without = shipped.model_copy(update={"blocks": (shipped.blocks[0], *shipped.blocks[2:])})
    programme = plans.planned(filled(themes=["taal"], time="6 uur", figures="lezen: 12%"), without, library.themes())
    text = programme.blocks[0].text
    assert text is not None
    assert text.raw.endswith("\n- lezen: 12%")
    assert shipped.blocks[0].text is not None
    assert text.raw.startswith(shipped.blocks[0].text.raw)


# ---------------------------------------------------------------------- two at once


def step(intake: Intake, **sent: str | list[str]) -> tuple[Intake, tuple[str, ...]]:
    """Send the first step, from a form that showed an intake with nothing filled in."""
    shown = {name: intake.filled.get(name, ()) for name in rules.STEPS[0]}
    return merged(intake, 0, shown | values(**sent), marks(Intake(1, 1, 1), 0))


def test_what_both_filled_in_is_kept_of_both() -> None:
    first, nobody = step(Intake(1, 1, 1), school="De Esdoorn", functions=["bestuur"], sector=["po"])
    assert nobody == ()
    both, clashes = step(first, school="Esdoorn", functions=["leerkracht"], sector=["vo"])
    assert both.words("school").raw == "De Esdoorn / Esdoorn"
    assert both.chosen("functions") == ("bestuur", "leerkracht")
    assert both.chosen("sector") == ("vo",)
    assert clashes == ("school", "sector", "functions")


def test_what_was_left_empty_takes_nothing_away_from_somebody_else() -> None:
    first, _none = step(Intake(1, 1, 1), school="De Esdoorn", people="24")
    both, clashes = step(first, school="", people="", time="3 uur")
    assert (both.words("school").raw, both.words("people").raw) == ("De Esdoorn", "24")
    assert both.words("time").raw == "3 uur"
    assert clashes == ()


def test_what_somebody_saw_and_emptied_is_empty() -> None:
    intake = filled(school="De Esdoorn", people="24")
    emptied, clashes = merged(intake, 0, values(school="De Esdoorn", people=""), marks(intake, 0))
    assert emptied.words("people").raw == ""
    assert emptied.words("school").raw == "De Esdoorn"
    assert clashes == ()


def test_the_same_words_twice_are_no_clash() -> None:
    first, _none = step(Intake(1, 1, 1), school="De Esdoorn")
    again, clashes = step(first, school="De  Esdoorn ")
    assert again.words("school").raw == "De Esdoorn"
    assert clashes == ()


def test_long_answers_of_both_stand_below_each_other() -> None:
    shown = marks(Intake(1, 1, 1), 1)
    first, _none = merged(Intake(1, 1, 1), 1, values(hurts="ouders komen niet"), shown)
    both, clashes = merged(first, 1, values(hurts="te weinig tijd"), shown)
    assert both.words("hurts").raw == "ouders komen niet\nte weinig tijd"
    assert clashes == ("hurts",)
