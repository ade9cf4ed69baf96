"""bundel.pdf, opened by a real reader."""

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.content.texts import say
from bot.core.people.sharing import Sharing
from bot.harvest import json_file, typesetting
from tests.bundling import bundled
from tests.harvest.paper import links, words
from tests.harvest.sample import HOSTILE, ZONE, a_harvest, an_item
from tests.season import Season

pytestmark = pytest.mark.printing


async def test_the_report_of_a_season_is_printed_with_its_figures_and_quotations(tmp_path: Path) -> None:
    made, bundle = await bundled(tmp_path / "bundel", *Season().write(tmp_path / "oogst"))
    assert made.files[-1].name == "bundel.pdf"
    reader = PdfReader(made.files[-1])
    said = words(reader)
    assert reader.metadata is not None
    assert reader.metadata.title == bundle["title"]
    for part in ("Uitgelicht", "Drenthe", "Wat er nodig is", "Toezeggingen", "Per provincie", "Avond 14 in Emmen"):
        assert part in said
    assert links(reader)  # the contents
    assert str(bundle["figures"]["people"]) in said


async def test_hostile_words_are_printed_as_they_are_and_what_is_kept_back_is_not(tmp_path: Path) -> None:
    items = [
        replace(an_item(n, text), highlighted=True) for n, text in enumerate((*HOSTILE, "#panic(1)", "$x$", "`a`"))
    ]
    secret = replace(an_item(99, "geheimpje"), highlighted=True, sharing=Sharing.NOT)
    path = tmp_path / "oogst.json"
    json_file.write(a_harvest(*items, secret), ZONE, path)
    made, _bundle = await bundled(tmp_path / "bundel", path)
    said = words(PdfReader(made.files[-1]))
    assert "#panic(1)" in said
    assert "$x$" in said
    assert "geheimpje" not in said
    assert "Noor" not in said


async def test_of_5000_quotes_each_province_has_its_share_and_none_at_all_is_fine(tmp_path: Path) -> None:
    files = []
    for place, (province, n) in enumerate((("Drenthe", 5000), ("Zeeland", 3))):
        harvest = a_harvest(*(replace(an_item(id, f"tel ik {province} {id}"), highlighted=True) for id in range(n)))
        meetup = replace(harvest.meetup, uid=str(place), province=province)
        files.append(tmp_path / f"{province}.json")
        json_file.write(replace(harvest, meetup=meetup), ZONE, files[-1])
    made, _bundle = await bundled(tmp_path / "veel", *files)
    said = words(PdfReader(made.files[-1]))
    assert "tel ik Drenthe 299 " in said
    assert "tel ik Drenthe 300 " not in said
    assert "Er staan er nog 4700 in de spreadsheet" in said
    assert "tel ik Zeeland 2" in said
    json_file.write(a_harvest(), ZONE, files[0])
    made, _bundle = await bundled(tmp_path / "leeg", files[0])
    assert "werd niets uitgelicht" in words(PdfReader(made.files[-1]))


async def test_no_more_is_printed_than_fits_in_memory(tmp_path: Path) -> None:
    promised = [an_item(n, f"beloof ik {n}", "toezegging") for n in range(1600)]
    path = tmp_path / "oogst.json"
    json_file.write(a_harvest(*promised), ZONE, path)
    made, _bundle = await bundled(tmp_path / "bundel", path)
    said = words(PdfReader(made.files[-1]))
    assert "beloof ik 799 " in said
    assert "beloof ik 800 " not in said
    assert "de andere 800 staan in de spreadsheet (bundel.xlsx)" in said


async def test_without_typst_it_says_so_and_one_of_before_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    homes = Season(evenings=1).write(tmp_path / "oogst")
    await bundled(tmp_path / "bundel", *homes)
    assert (tmp_path / "bundel" / "bundel.pdf").is_file()
    monkeypatch.setattr(typesetting, "can_print", lambda: False)
    made, _bundle = await bundled(tmp_path / "bundel", *homes)
    assert made.unprinted is not None
    assert "typst" in say(made.unprinted)
    assert not (tmp_path / "bundel" / "bundel.pdf").exists()
