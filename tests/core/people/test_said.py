"""What people really type: each line of ``said.tsv`` is kept, asked about or left alone as it should be."""

import re
import time
import unicodedata
from pathlib import Path

import pytest

from bot.core.people.reading import read
from bot.core.words.escaping import INVISIBLE
from bot.core.words.typed import Typed

LINES = [
    line.split("\t") for line in Path(__file__).with_name("said.tsv").read_text("utf-8").splitlines() if "\t" in line
]


def decoded(text: str) -> str:
    """Return a line with the breaks and characters that the notation stands for."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text.replace("\\n", "\n"))


def folded(text: str) -> str:
    """Return words as they are compared."""
    bare = re.sub(r"#(?=(?:morgen|nodig|werkt|idee)\b)", "", unicodedata.normalize("NFC", text))
    return " ".join(bare.split()).strip(INVISIBLE)


@pytest.mark.parametrize(("line", "expected"), [(line, expected) for _family, line, *expected in LINES])
def test_a_line_is_read_as_meant(line: str, expected: list[str]) -> None:
    reading = read(Typed(decoded(line)))
    found = [f"{item.kind}={folded(item.text.raw)}" for item in reading.kept]
    match expected:
        case ["geen"]:
            assert found == []
        case ["stil"]:
            assert (found, reading.asked) == ([], None)
        case ["?"]:
            assert found or reading.asked
        case _:
            assert len(found) == len(expected), found
            for one, wanted in zip(found, expected, strict=True):
                kind, _is, words = wanted.partition("=")
                assert one in {f"{kind}={folded(decoded(way))}" for way in words.split("¦")}


def test_there_are_many_lines_and_each_once() -> None:
    assert len(LINES) >= 300
    assert len({line for _family, line, *_expected in LINES}) == len(LINES)


@pytest.mark.parametrize("piece", ["#morgen ", "#nodig zijn ", "'#morgen ", ".", "een lijk", '"#', "- ", "a.b/#idee"])
def test_no_shape_of_message_takes_long_to_read(piece: str) -> None:
    """All else waits meanwhile; half a second of computing is many times what the slowest takes."""
    began = time.process_time()
    read(Typed((piece * 4000)[:3990] + " #morgen"))
    assert time.process_time() - began < 0.5
