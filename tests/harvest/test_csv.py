"""oogst.csv in a spreadsheet with Dutch settings: what people typed stays as they typed it."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from bot.core.words.typed import Typed
from bot.harvest.csv_file import safe
from tests.harvest.sample import TAKEN, a_harvest
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
