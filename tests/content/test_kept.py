"""No word of a content file is lost: the whole text is kept, or the file is refused."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.content.library import Library
from bot.content.mistakes import BrokenContent
from bot.content.raw.comparing import lost
from bot.content.reading import read
from bot.core.programme.models import Programme

LIBRARY = Library()
PROGRAMME = """\
titel: {title}
soort: meetup
blokken:
  - titel: Kijken
    soort: plenair
    duur: 10 min
    tekst: {text}
    vragen:
      - {{na: 5 min, tekst: {question}}}
"""


def programme(folder: Path, title: str = "Proef", text: str = "Welkom", question: str = "Wat zag je?") -> Programme:
    path = folder / "avond.yaml"
    path.write_text(PROGRAMME.format(title=title, text=text, question=question), "utf-8")
    return LIBRARY.load(path)


@pytest.mark.parametrize(
    "text",
    [
        "Zet het onder #morgen", "Nummer #2 #3 # 4", "Avond #3", "&Welkom allemaal", "*ster*", "**Welkom** allemaal", "@iedereen Welkom",
        "%welkom", "`code`", "!Let op", "!! nu", "Welkom: we beginnen", "Welkom:", "- eerst dit", "? wat", "[x] doen", "{naam} welkom",
        "> een citaat", "|| geheim ||", "'s Avonds eten we", "'t Is leuk, foto's kijken", "Foto's", '"Welkom" zei ze', '"Welkom" #morgen', "“Welkom”", "null",
        "~", "2026", "20.10", "ja", "1_000", "0x10", "2026-11-31", "<<", "=", "https://a.nl: kijk", "100% # 1 #2", "a\\nb", "C:\\avond",
        "Welkom\n      fijn dat je er bent: ja\n      #morgen samen", "Welkom\n\n      - een\n      - twee",
    ],
)  # fmt: skip
def test_a_text_is_kept_whole(tmp_path: Path, text: str) -> None:
    found = programme(tmp_path, text=text).blocks[0].text
    assert found is not None
    assert found.raw.split() == text.split()


@pytest.mark.parametrize(
    "title", ["Avond #3", "&Welkom", "*ster", "2026", "[concept] Avond", "Avond: het begin", "@ons"]
)
def test_a_title_is_kept_whole(tmp_path: Path, title: str) -> None:
    assert programme(tmp_path, title=title).title.raw == title


@pytest.mark.parametrize(
    "question",
    [
        "Wat zag je, en dan?",
        "Zet het onder #morgen",
        "#morgen is nu",
        "Kijk: wat zie je?",
        "Kijk naar [dit], of niet",
        "'s Avonds ook?",
    ],
)
def test_a_question_between_brackets_is_kept_whole(tmp_path: Path, question: str) -> None:
    assert programme(tmp_path, question=question).blocks[0].prompts[0].text.raw == question


def test_a_text_beside_the_mark_of_a_block_is_kept(tmp_path: Path) -> None:
    found = programme(tmp_path, text=">- Welkom #morgen: kijk\n      en dan")
    assert found.blocks[0].text == "Welkom #morgen: kijk en dan"


@pytest.mark.parametrize(
    "text",
    [
        "#Praten", "# Praten", "#1 en #2", "Avond # 3", "Welkom #", "Welkom\n    #morgen doen we dit", "\n      # morgen doen we dit",
        '"C:\\avond"', "!!int 3",
    ],
)  # fmt: skip
def test_a_text_that_may_be_a_note_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BrokenContent):
        programme(tmp_path, text=text)


def test_notes_are_notes_and_one_behind_a_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "avond.yaml"
    text = PROGRAMME.format(title="Proef", text="Welkom   # alleen voor ons", question="Wat?")
    path.write_text(text.replace("duur: 10 min", "duur: 10 min # kort\n    # een regel"), "utf-8")
    assert LIBRARY.load(path).blocks[0].text == "Welkom"
    (told,) = LIBRARY.remarks(path)
    assert (told.line, told.key) == (8, "blokken 1 → tekst")


def test_a_line_of_which_a_word_was_not_read_is_found() -> None:
    raw = ["titel: Een #twee", "duur: 5 min # kort", "# een regel", "tekst: 'a b'"]
    read = {1: ["titel", "Een"], 2: ["duur", "'5 min'"], 4: ["tekst", "'a b'"]}
    assert [fault.line for fault in lost(raw, read, {2: "# kort"})] == [1]


PIECES = st.sampled_from(
    [
        "#",
        "# ",
        "#morgen",
        " #",
        " # ",
        "&",
        "*",
        "**",
        "!",
        "!!",
        "%",
        "@",
        "`",
        "'",
        '"',
        "“",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        ">",
        ">- ",
        "\\",
        "~",
        "<<",
        "---",
        "1",
        "null",
        "Welkom",
        "avond",
        "tekst: ",
        "soort: ",
        "é",
        "🎉",
        "\xa0",
        " ",
        "  ",
        "'s",
        "foto's",
        "\n      ",
        "\n\n      ",
        "\n    ",
    ]
)
# A line of its own that begins with "# ", or a key that is left out with a #, is a note.
NOTE = re.compile(r"^\s*#(?!\w).*$|^\s*#\w*(soort|tekst): .*$|  #\s.*$|(?<=['\"]) #\s.*$", re.MULTILINE)


def scalars(data: object) -> list[str]:
    """Every key and value."""
    if isinstance(data, dict):
        return [word for pair in data.items() for part in pair for word in scalars(part)]
    if isinstance(data, list):
        return [word for part in data for word in scalars(part)]
    return [] if data is None else [str(data)]


@settings(max_examples=300, deadline=None)
@example(words="&\xa0 # 's", where="title")
@example(words=">- # 1", where="title")
@example(words="} # 1", where="question")
@given(
    words=st.lists(PIECES, min_size=1, max_size=7).map("".join), where=st.sampled_from(["title", "text", "question"])
)
def test_whatever_is_written_is_kept_or_refused(
    tmp_path_factory: pytest.TempPathFactory, words: str, where: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "willekeurig.yaml"
    raw = PROGRAMME.format(**({"title": "A", "text": "B", "question": "C"} | {where: words}))
    path.write_text(raw, "utf-8")
    try:
        source = read(path)
    except BrokenContent:
        return
    kept = Counter(re.findall(r"\w+", " ".join(scalars(source.data))))
    assert not Counter(re.findall(r"\w+", NOTE.sub("", raw))) - kept, (raw, source.data)
