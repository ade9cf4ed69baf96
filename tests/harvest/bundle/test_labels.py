"""labels.csv goes out, through a spreadsheet, and in again without loss."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.texts import say
from bot.core.people.labels import BETWEEN, split
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.harvest import json_file
from bot.harvest.bundle import labels
from bot.harvest.bundle.labels import COLUMNS, read
from bot.harvest.csv_file import safe
from tests.bundling import bundled, cells
from tests.harvest.sample import UID, ZONE, a_harvest, an_item
from tests.season import Season

GIVEN = ("tijd|rust", "", "één plek", "=1+1", "007|3-4")


@pytest.fixture
def harvest(tmp_path: Path) -> Path:
    """Five needs and a pledge."""
    needs = [an_item(n, f"iets met ; en | nummer {n}\nen meer", "nodig") for n in range(1, 6)]
    path = tmp_path / "oogst.json"
    json_file.write(a_harvest(*needs, an_item(6, "bel ik")), ZONE, path)
    return path


async def filled_in(harvest: Path, folder: Path, encoding: str, separator: str, before: str = "") -> Path:
    """labels.csv as somebody saves it who filled in ``GIVEN``, with the rows the other way round."""
    await bundled(folder / "eerst", harvest)
    heading, *rows = cells(folder / "eerst" / "labels.csv")
    for row, given_labels in zip(rows, GIVEN, strict=True):
        row[COLUMNS.index("labels")] = given_labels
    path = folder / "ingevuld.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(before)
        csv.writer(file, delimiter=separator).writerows([heading, *reversed(rows)])
    return path


async def test_a_row_for_every_need_with_a_key_that_stays_the_same(harvest: Path, tmp_path: Path) -> None:
    await bundled(tmp_path / "a", harvest)
    await bundled(tmp_path / "b", harvest)
    heading, *rows = cells(tmp_path / "a" / "labels.csv")
    assert heading == ["sleutel", "meetup", "soort", "thema", "tekst", "labels"]
    assert [row[0] for row in rows] == [f"{UID}#{n}" for n in range(1, 6)]
    assert rows[0][1:] == ["Meetup in 's-Hertogenbosch", "nodig", "Taal", "iets met ; en | nummer 1\nen meer", ""]
    assert cells(tmp_path / "b" / "labels.csv") == cells(tmp_path / "a" / "labels.csv")
    assert (tmp_path / "a" / "labels.csv").read_bytes().startswith(b"\xef\xbb\xbfsleutel;")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
async def test_it_comes_back_as_any_spreadsheet_saves_it(
    harvest: Path, tmp_path: Path, encoding: str, separator: str
) -> None:
    path = await filled_in(harvest, tmp_path, encoding, separator)
    _made, bundle = await bundled(tmp_path / "dan", harvest, labels=read(path))
    assert [item["labels"] for item in bundle["contributions"]] == [
        ["tijd", "rust"], [], ["één plek"], ["=1+1"], ["007", "3-4"], [],
    ]  # fmt: skip
    assert bundle["figures"]["by_label"]["tijd"] == 1
    _made, again = await bundled(tmp_path / "weer", harvest, labels=read(tmp_path / "dan" / "labels.csv"))
    assert again["contributions"] == bundle["contributions"]
    assert (tmp_path / "weer" / "labels.csv").read_bytes() == (tmp_path / "dan" / "labels.csv").read_bytes()


async def test_excels_own_first_line_and_an_order_of_columns_do_not_matter(harvest: Path, tmp_path: Path) -> None:
    path = await filled_in(harvest, tmp_path, "utf-8-sig", ";", "sep=;\r\n")
    assert len(read(path).given) == 5
    turned = tmp_path / "om.csv"
    turned.write_text(f" Labels ,SLEUTEL\n tijd | Rust |tijd,{UID}#1\nRUST,{UID}#2\n\n,\nweg", "utf-8")
    given = read(turned).given
    assert [label.raw for label in given[f"{UID}#1"]] == ["tijd", "Rust"]
    assert [label.raw for label in given[f"{UID}#2"]] == ["Rust"]  # spelled as the first time


async def test_what_stands_in_the_file_is_set_and_what_does_not_stays(tmp_path: Path) -> None:
    first, second, third = (
        replace(an_item(n, f"nummer {n}", "nodig"), labels=(Typed("van eerder"),)) for n in (1, 2, 3)
    )
    path, file = tmp_path / "oogst.json", tmp_path / "labels.csv"
    json_file.write(a_harvest(first, second, third), ZONE, path)
    file.write_text(f"sleutel;labels\n{UID}#1;nieuw\n{UID}#2;\n", "utf-8")
    _made, bundle = await bundled(tmp_path / "bundel", path, labels=read(file))
    assert [item["labels"] for item in bundle["contributions"]] == [["nieuw"], [], ["van eerder"]]


async def test_labels_of_another_bundle_stay_in_the_file_without_words(harvest: Path, tmp_path: Path) -> None:
    (home,) = Season(evenings=1, size=60).write(tmp_path / "andere")
    await bundled(tmp_path / "samen", harvest, home)
    heading, *rows = cells(tmp_path / "samen" / "labels.csv")
    file = tmp_path / "labels.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([heading, *([*row[:-1], "rust"] for row in rows)])
    made, _bundle = await bundled(tmp_path / "alleen", harvest, labels=read(file))
    others = [row for row in cells(tmp_path / "alleen" / "labels.csv")[1:] if not row[0].startswith(UID)]
    assert others == [[row[0], "", "", "", "", "rust"] for row in rows if not row[0].startswith(UID)]
    assert any("labels.csv" in say(remark) for remark in made.remarks)
    _made, bundle = await bundled(tmp_path / "weer", harvest, home, labels=read(tmp_path / "alleen" / "labels.csv"))
    assert bundle["figures"]["by_label"] == {"rust": len(rows)}


@pytest.mark.parametrize(
    "content, said",
    [
        (b"sleutel;tekst\n1;a\n", "no column “labels”"),
        (b"meetup;labels\n1;a\n", "no column “sleutel”"),
        (b"", "no column “sleutel”"),
        (b"\n\n\n", "no column “sleutel”"),
        (b"PK\x03\x04 een werkboek", "is a workbook"),
        (b"sleutel;labels\n" + b"x" * 200_000, "is no table"),
        (b"\x00\x01\x02", "no column|is no table"),
    ],
)
def test_a_file_that_has_no_labels_is_refused_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=said):
        read(path)
    with pytest.raises(Refusal, match="can't be read"):
        read(tmp_path / "weg.csv")


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_label_is_the_same_after_the_first_time(words: list[str]) -> None:
    once = split(BETWEEN.join(words))
    cell = safe(labels.joined(once))
    twice = split(labels._as_typed(cell))
    assert split(labels._as_typed(safe(labels.joined(twice)))) == twice
