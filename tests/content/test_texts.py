"""Dutch first: the catalogue is complete and true to the code."""

import re
import string
from datetime import timedelta

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.content import DATA
from bot.content.texts import say
from bot.content.times import length
from bot.core.kinds import KINDS
from bot.core.words.text import _, ngettext
from tests.evening import Evening

ROOT = DATA.parent
KEYWORDS = {"_": None, "ngettext": (1, 2), "described": None, "dutch": None}


def in_code() -> set[str | tuple[str, ...]]:
    """Every sentence that stands in the code."""
    found: set[str | tuple[str, ...]] = set()
    for folder in ("bot", "cogs"):
        for _file, _line, message, _comments, _context in extract_from_dir(ROOT / folder, keywords=KEYWORDS):
            found.add(message)
    return found


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    with (DATA / "locales" / "nl.po").open("rb") as file:
        return read_po(file, locale="nl")


def test_every_sentence_is_translated_and_none_is_left_over(dutch: Catalog) -> None:
    in_catalogue = {message.id for message in dutch if message.id}
    assert in_code() - in_catalogue == set(), "run `make texts` and translate what is new"
    assert in_catalogue - in_code() == set(), "run `make texts`: these are no longer in the code"
    for message in dutch:
        if message.id:
            assert all(as_tuple(message.string)), f"not translated: {message.id}"
            assert not message.fuzzy, f"fuzzy: {message.id}"


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def as_tuple(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def test_placeholders_are_the_same_in_both_languages(dutch: Catalog) -> None:
    for message in dutch:
        if message.id:
            english, said = as_tuple(message.id), as_tuple(message.string)
            allowed = {name for text in english for name in placeholders(text)}
            assert all(placeholders(text) <= allowed for text in said), message.id
            assert placeholders(said[-1]) == placeholders(english[-1]), message.id


def test_code_never_hides_a_sentence_from_the_catalogue() -> None:
    """Babel does not look inside f-strings, nor at names for a sentence."""
    for path in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/*.py")]:
        text = path.read_text("utf-8")
        assert not re.search(r"\b(_|ngettext)\(f[\"']", text), path
        assert not re.search(r"f\"[^\"\n]*\{[^}\n]*\b_\(", text), path


def test_plurals_and_nested_sentences() -> None:
    assert say(ngettext("{n} minute", "{n} minutes", 1)) == "1 minuut"
    assert say(ngettext("{n} minute", "{n} minutes", 2)) == "2 minuten"
    assert say(ngettext("{n} minute", "{n} minutes", 2), "en") == "2 minutes"
    rights = (_("Connect"), _("Speak"), _("Move Members"))
    assert "Verbinden, Spreken en Leden verplaatsen" in say(_("Rights the bot needs: {rights}.", rights=rights))


def test_what_people_typed_is_never_read_as_a_placeholder() -> None:
    assert "{n} {file}" in say(
        _("There is no programme “{name}”. Choose one of: {names}.", name="{n} {file}", names="–")
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(30, "30 seconden"), (60, "1 minuut"), (90, "90 seconden"), (7_140, "119 minuten"), (7_200, "2 uur"),
     (68_700, "19 uur en 5 minuten")],
)  # fmt: skip
def test_a_length_is_said_as_people_say_it(seconds: int, said: str) -> None:
    assert say(length(timedelta(seconds=seconds))) == said


async def test_commands_are_dutch_with_english_through_localisation(evening: Evening) -> None:
    registered = evening.env.backend.commands[None].values()
    names = {command["name"] for command in registered}
    assert names == {
        *(row.command[0] for row in KINDS.values()),
        "meetup", "programma", "ruimtes", "oogst", "mijn", "zoek", "Bewaar als …", "Ik doe mee",
    }  # fmt: skip
    english = {command["name"]: command["name_localizations"]["en-US"] for command in registered}
    assert english["morgen"] == "tomorrow"
    assert english["oogst"] == "harvest"
    assert english["Bewaar als …"] == "Save as …"
    meetup = next(command for command in registered if command["name"] == "meetup")
    assert [option["name"] for option in meetup["options"]] == [
        "plan", "check", "start", "pauze", "verder", "volgende", "verleng", "ongedaan", "bericht", "peiling", "spreken", "gast", "bijlage", "stop", "status", "instellen", "lijst", "hernoem", "kopieer", "wijzig", "intake", "alarm", "opruim",
    ]  # fmt: skip
    for option in meetup["options"]:
        assert option["description_localizations"]["en-US"] != option["description"]
        for choice in option.get("options", []):
            assert choice["name_localizations"]["en-US"]
