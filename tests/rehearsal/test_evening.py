"""The rehearsal drives the same cogs and runner, by seed, from programme file to harvest."""

import json
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.content import DATA
from bot.content.library import Library
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.reading import read
from bot.core.words.typed import Typed
from bot.rehearsal.evening import Options, rehearse_evening
from bot.rehearsal.script import shipped

ZONE = ZoneInfo("Europe/Amsterdam")
AT_TABLES = ("drukt op “Vraag hulp”", "🙋 Tafel", "onderweg naar jullie tafel", "🙌 Alle tafels zijn klaar")
AT_WALL = (
    "wie hij of zij is: ",
    "laat er 5 zien",
    "Op de muur",
    "⭐ Uitgelicht",
    "drukken op “Ik doe mee”",
    "zoekt met `/zoek` op “",
)

LOOKING_BACK = (
    "willen over een week vertellen hoe het ging",
    "💌 08-01-2026",
    "Op donderdag 1 januari 2026 schreef je dit bij Provinciale meetup",
    "drukt op “Gelukt”",
)
AT_THE_PANEL = (
    "🎛️ +2 min",
    "🏁 Einde om 21:32 · 2 minuten achter op schema",
    "Aan de tafels: 12 mensen",
)


async def rehearse(
    out: Path, people: int = 12, programme: str = "provinciale-meetup", seed: int = 1
) -> dict[str, object]:
    await rehearse_evening(Options(programme, people, None, seed, out, ZONE))
    (path,) = out.rglob("oogst.json")
    content: dict[str, object] = json.loads(path.read_bytes())
    return content


async def test_the_same_seed_gives_the_same_evening_and_another_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = await rehearse(tmp_path / "a"), await rehearse(tmp_path / "b")
    screen = capsys.readouterr().out
    assert first == second
    assert first != await rehearse(tmp_path / "c", seed=2)
    for part in (
        "19:30",
        "#grote-zaal",
        "🎬",
        "💬 Vraag 1 van 5",
        "🔔",
        "🌾",
        "Wat de bot opving",
        "oogst.xlsx",
        "blijven staan: 8 in de grote zaal",  # at most 8 (issue 12)
        *AT_TABLES,
        *AT_THE_PANEL,
        *AT_WALL,
        *LOOKING_BACK,
    ):
        assert part in screen
    assert "<t:" not in screen
    items = first["contributions"]
    assert isinstance(items, list)
    told = sorted(item["follow_up"]["answer"] for item in items if item["follow_up"])
    assert told == ["deels", "gelukt", "gelukt"]
    assert "2 gelukt en 1 deels gelukt" in next((tmp_path / "a").rglob("oogst.md")).read_text("utf-8")


async def test_roles_and_joins_of_the_rehearsal_are_in_its_harvest(tmp_path: Path) -> None:
    items = (await rehearse(tmp_path, people=20))["contributions"]
    assert isinstance(items, list)
    assert {"leerkracht", "schoolleider"} <= {item["role"] for item in items}
    assert any(item["joined"] for item in items)


@pytest.mark.parametrize("programme", sorted(Library().names()))
async def test_every_shipped_programme_can_be_rehearsed(tmp_path: Path, programme: str) -> None:
    content = await rehearse(tmp_path, programme=programme)
    agenda = content["agenda"]
    assert isinstance(agenda, list)
    assert all(block["actual_end"] for block in agenda)
    assert content["contributions"]


async def test_what_a_programme_shows_is_played_before_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = await rehearse(tmp_path, programme="vervolgmeetup")
    screen = capsys.readouterr().out
    assert "Eerst, ongezien: Provinciale meetup" in screen
    assert "Van de meetup hiervoor: Provinciale meetup" in screen
    assert screen.count("/meetup start") == 1 + screen.count("geef /meetup start")
    meetup = content["meetup"]
    assert isinstance(meetup, dict)
    assert meetup["follows"]["title"] == "Provinciale meetup"


async def test_a_programme_that_divides_people_shows_the_preview_and_brings_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped_file = DATA / "programmes" / "eigen-meetup.yaml"
    divided = tmp_path / "verdeeld.yaml"
    shutil.copy(shipped_file.with_suffix(".png"), tmp_path)
    divided.write_text(shipped_file.read_text("utf-8").replace("indeling: zelf kiezen", "indeling: gelijk"), "utf-8")
    await rehearse(tmp_path, 12, str(divided))
    screen = capsys.readouterr().out
    for part in ("Voorstel: wie zit waar", "12 mensen aan 2 tafels", "✅ Bevestigen", "valt weg", "is aan tafel"):
        assert part in screen
    assert screen.count("hier zitten 6 mensen") == 2


async def test_a_programme_that_deals_at_once_is_rehearsed_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped_file = DATA / "programmes" / "eigen-meetup.yaml"
    dealt = tmp_path / "meteen.yaml"
    shutil.copy(shipped_file.with_suffix(".png"), tmp_path)
    dealt.write_text(shipped_file.read_text("utf-8").replace("indeling: zelf kiezen", "indeling: meteen"), "utf-8")
    await rehearse(tmp_path, 12, str(dealt))
    screen = capsys.readouterr().out
    assert "Voorstel: wie zit waar" not in screen
    assert screen.count("hier zitten 6 mensen") == 2


def test_the_shipped_script_is_full_of_noise_that_is_not_caught() -> None:
    script = shipped()
    for line in script.talk:
        assert not read(Typed(line)).kept, line
    for line in script.contributions:
        assert read(Typed(line)).kept, line
    noise = "\n".join(script.talk)
    for part in ("#klassen", "> #", "`#", "?", '"#'):
        assert part in noise


async def test_people_do_what_a_block_asks_for_of_every_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, "utf-8")
    content = await rehearse(tmp_path / "out", people=30, programme=str(path))
    items, meetup = content["contributions"], content["meetup"]
    assert isinstance(items, list)
    assert isinstance(meetup, dict)
    assert {item["kind"] for item in items} >= {"ambitie", "actie", "antwoord", "toezegging", "morgen"}
    kinds = {item["id"]: item["kind"] for item in items}
    assert {kinds[item["parent"]] for item in items if item["kind"] == "actie" and item["parent"]} == {"ambitie"}
    assert {item["details"].get("confirmed") for item in items if item["kind"] == "toezegging"} == {True, False}
    assert meetup["people"] == 30 + 23
    screen = capsys.readouterr().out
    for part in ("bevestigt het", "zegt dat het niet klopt", "zit met 24 mensen achter één scherm", "denken door"):
        assert part in screen


def test_what_is_filled_in_fits_the_forms() -> None:
    for kind, forms in shipped().forms.items():
        fields = {"tekst", *(field.key for field in KINDS[ContributionKind(kind)].fields)}
        assert all(filled.keys() <= fields and all(filled.values()) for filled in forms), kind


PLAN = """
titel: Plan van aanpak
soort: school
blokken:
  - {titel: Welkom, soort: plenair, duur: 10 min}
  - {titel: Ambities, soort: oogst, duur: 10 min, vraagt: [ambitie]}
  - {titel: Acties, soort: oogst, duur: 10 min, vraagt: [actie, antwoord]}
  - {titel: Morgen, soort: oogst, duur: 15 min, vraagt: [morgen, idee, nodig, toezegging]}
"""
