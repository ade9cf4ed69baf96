"""The guides in docs/: every command, button, link and picture that they name is there, and every figure is right."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.content import DATA
from bot.content.library import Library
from bot.core.evening import dry_run, planning, undoing
from bot.core.people import reminders
from bot.core.people.reminders import Wait
from bot.core.programme import intake
from bot.core.words.numbers import number_in
from bot.settings import Settings
from tests.evening import Evening
from tests.storage.columns import PERSON

DOCS = DATA.parent / "docs"
GUIDES = [*sorted(DOCS.glob("*.md")), DOCS.parent / "LEESMIJ.md"]  # those of docs/reference/ are for developers
LONGEST = {
    "moderator.md": 60,
    "deelnemer.md": 20,
    "beheerder.md": 130,
}  # lines of what is printed on a page, or half of one
CHOSEN = {name: field.default for name, field in Settings.model_fields.items()}
LESSON = Library().programme("klassen-in-de-klas")
MINUTE = timedelta(minutes=1)
# What a guide says in words, and the figure that the bot goes by.
FIGURES = [
    ("LEESMIJ", "de hele avond in een minuut", dry_run.LENGTH / MINUTE),
    ("beheerder", "Elke nacht om vier uur", int(CHOSEN["backup_at"].partition(":")[0])),
    ("beheerder", "bewaart er veertien", CHOSEN["backup_keep"]),
    ("beheerder", "na dertig dagen wist hij", CHOSEN["left_server_days"]),
    ("coach", "meer dan dertig mensen", intake.MOST_PEOPLE),
    ("coach", "over acht weken de vraag", reminders.DAYS[Wait.EIGHT_WEEKS] / 7),
    ("docent", "les van vijftig minuten", LESSON.length / MINUTE),
    ("docent", "na dertig dagen wist de bot", LESSON.keep_days),
    ("moderator", "tien minuten ervoor", planning.REMIND_BEFORE / MINUTE),
    ("moderator", "twintig seconden lang", undoing.WITHIN.total_seconds()),
]


def labels() -> set[str]:
    """Everything that the bot says in Dutch, without what is filled in."""
    with (DATA / "locales" / "nl.po").open("rb") as file:
        catalogue = read_po(file, locale="nl")
    said = [entry.string for entry in catalogue if entry.id and isinstance(entry.string, str)]
    return {re.sub(r"\s*\{\w+\}", "", text) for text in said}


def test_the_six_guides_are_there() -> None:
    assert {guide.stem for guide in GUIDES} >= {"organisator", "moderator", "deelnemer", "coach", "docent", "beheerder"}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
async def test_every_command_in_it_is_there(guide: Path, evening: Evening) -> None:
    known: set[str] = set()
    for command in evening.env.backend.commands[None].values():
        nested = [option for option in command.get("options", []) if option["type"] in (1, 2)]
        for option in nested:
            deeper = [f" {one['name']}" for one in option.get("options", []) if one["type"] == 1] or [""]
            known |= {f"/{command['name']} {option['name']}{name}" for name in deeper}
        known |= set() if nested else {f"/{command['name']}"}
    named = set(re.findall(r"`(/[^`/]+)`", guide.read_text("utf-8")))
    assert named, guide
    assert not named - known


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_button_in_it_has_that_name(guide: Path) -> None:
    named = set(re.findall(r"\*\*\[([^\]]+)\]\*\*", guide.read_text("utf-8")))
    assert named, guide
    assert not named - labels()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_link_leads_somewhere_and_it_is_not_too_long(guide: Path) -> None:
    text = guide.read_text("utf-8")
    for path in re.findall(r"\]\(([^)]+)\)", text):
        assert "://" in path or (guide.parent / path).is_file(), path
    assert len(text.splitlines()) <= LONGEST.get(guide.name, 100)


@pytest.mark.parametrize(("name", "words", "figure"), FIGURES, ids=lambda value: str(value))
def test_a_figure_in_it_is_the_one_that_the_bot_goes_by(name: str, words: str, figure: float) -> None:
    (guide,) = (guide for guide in GUIDES if guide.stem == name)
    assert words in guide.read_text("utf-8")
    assert number_in(words) == figure


def test_the_register_names_every_table_with_something_of_a_person() -> None:
    register = (DOCS / "verwerkingsregister.md").read_text("utf-8")
    missing = {table for column in PERSON if f"`{(table := column.split('.')[0])}`" not in register}
    assert not missing
