"""One word for one thing: no Dutch text has a word that the list in CONTRIBUTING.md replaces."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from ruamel.yaml import YAML

from bot.content import DATA

# What a programme file or a command is called is a contract, also where a sentence names it.
CONTRACT = re.compile(r"`[^`]*`|“(?:soort: )?(?:break-out|plenair|inbreng tot)”|“Mijn bijdragen”")


def unwanted() -> list[str]:
    """Return the words of the second column of the table."""
    text = (DATA.parent / "CONTRIBUTING.md").read_text("utf-8").partition("## Words for people")[2]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return [word.strip() for row in rows[1:] for word in row[1].split(",")]


WORDS = unwanted()


def pattern(word: str) -> str:
    """Return a regular expression of whole words; a `*` at the end is any ending."""
    return rf"(?<!\w){re.escape(word.removesuffix('*'))}" + (r"\w*" if word.endswith("*") else r"(?!\w)")


UNWANTED = re.compile("|".join(map(pattern, WORDS)), re.IGNORECASE)


def found(text: str) -> list[str]:
    return UNWANTED.findall(CONTRACT.sub("", text).replace("**", ""))


def texts_of(value: object) -> Iterator[str]:
    """Yield each text of a YAML file, without keys and without a block's kind."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key != "soort":
                yield from texts_of(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from texts_of(inside)
    elif isinstance(value, str):
        yield value


def test_no_sentence_has_a_word_that_we_replaced() -> None:
    with (DATA / "locales" / "nl.po").open("rb") as file:
        strings = [message.string for message in read_po(file, locale="nl") if message.id]
    said = [text for string in strings for text in ([string] if isinstance(string, str) else string or ())]
    assert said
    assert {text: found(text) for text in said if found(text)} == {}, "CONTRIBUTING.md, “Words for people”"


@pytest.mark.parametrize(
    "path", sorted([*DATA.glob("programmes/*.yaml"), *DATA.glob("themes/*.yaml")]), ids=lambda path: path.name
)
def test_no_programme_or_theme_has_a_word_that_we_replaced(path: Path) -> None:
    texts = list(texts_of(YAML(typ="safe").load(path.read_text("utf-8"))))
    assert texts
    assert {text: found(text) for text in texts if found(text)} == {}, "CONTRIBUTING.md, “Words for people”"


@pytest.mark.parametrize(
    "text",
    [
        "Kijk op het bord.",
        "We gaan naar de plenaire ruimte.",
        "🙋 **Hulp** gevraagd aan Taal",
        "Twee commando's",
        "Nu plenair",
    ],
)
def test_a_word_of_the_list_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Het bordje hangt er.",
        "Maak er “soort: break-out” van.",
        "Kies dat bij `/mijn bijdragen`.",
        "Hierna is er pauze.",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert not found(text)


def test_the_list_is_read() -> None:
    assert {"het bord", "plenair*", "organisator*"} <= set(WORDS)
