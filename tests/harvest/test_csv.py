"""oogst.csv in a spreadsheet with Dutch settings: what people typed stays as they typed it."""

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed
from bot.harvest.csv_file import safe
from tests.harvest.sample import TAKEN, a_harvest, an_item
from tests.safety.exports import written

TEXT = (
    "ga ik bellen", "5 ouders", "mei is een mooie maand", "waarheid", "1 uur per week", "10u30 begin ik",
    "3 à 4 keer", "Noor", "#morgen",
    "24 uur", "€ 5 per kind", "klas 3b", "2e kans", "juf May", "in 2026",
)  # fmt: skip


@pytest.mark.parametrize("text", TAKEN)
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert safe(Typed(text)).startswith("'")


@pytest.mark.parametrize("text", TEXT)
def test_other_words_are_left_alone(text: str) -> None:
    assert safe(Typed(text)) == text


def test_every_contribution_says_how_it_may_be_used_and_what_else_is_known_of_it() -> None:
    details: dict[str, Typed | date | int] = {"owner": Typed("=Noor"), "due": date(2026, 12, 1), "chosen": False}
    items = [
        replace(an_item(1, "een zaal van de gemeente", "nodig"), sharing=Sharing.NOT, hidden=True, late=True),
        replace(
            an_item(3, "bel ik"), highlighted=True, parent=1, labels=(Typed("3-4"), Typed("tijd")), details=details
        ),
    ]
    lines = written("csv", a_harvest(*items)).decode("utf-8-sig").splitlines()
    one, two = csv.DictReader(lines, delimiter=";")
    assert [one[name] for name in ("Mogen anderen dit lezen?", "Verborgen", "Na afloop", "Uitgelicht")] == [
        "liever niet", "ja", "ja", "",
    ]  # fmt: skip
    assert (one["Gericht aan"], one["Thema van"]) == ("gemeente", "de tafel waar het is gezegd")
    assert [two[name] for name in ("Hoort bij nr.", "Labels", "Wie pakt het op", "Wanneer klaar", "Gekozen")] == [
        "1", "3-4|tijd", "'=Noor", "01-12-2026", "",
    ]  # fmt: skip
    assert "Labels" not in written("csv", a_harvest("bel ik")).decode()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_with_dutch_settings_keeps_every_text(tmp_path: Path) -> None:
    file = tmp_path / "oogst.csv"
    file.write_bytes(written("csv", a_harvest(*TAKEN, *TEXT)))
    dutch = "Text - txt - csv (StarCalc):59,34,76,1,,1043,false,true"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", f"--infilter={dutch}"]
    subprocess.run([*command, "--convert-to", "xlsx", "--outdir", str(tmp_path), str(file)], check=True, timeout=180)
    sheet = openpyxl.load_workbook(tmp_path / "oogst.xlsx").worksheets[0]
    shown = [row[2].value for row in sheet.iter_rows(min_row=2)]
    assert [str(value).removeprefix("'").strip("\u200b ") for value in shown] == [
        text.strip("\u200b ") for text in (*TAKEN, *TEXT)
    ]
    assert {type(value) for value in shown} == {str}
