"""Bundles of given sources, read back."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.harvest.bundle.files import Made, Wish, make
from bot.harvest.bundle.labels import Labels
from tests.season import ZONE

NOW = datetime(2027, 6, 1, tzinfo=UTC)


async def bundled(
    folder: Path, *sources: Path, season: str = "", labels: Labels | None = None
) -> tuple[Made, dict[str, Any]]:
    """Bundle sources into ``folder``. Returns what was made, and bundel.json."""
    made = await make(
        lambda collector: collector.read(sources, NOW, ZONE, lambda *_told: None),
        folder,
        Wish(season=season, labels=labels),
        NOW,
        ZONE,
    )
    return made, json.loads((folder / "bundel.json").read_bytes())


def cells(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file as a spreadsheet with Dutch settings reads them."""
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def sheets(path: Path) -> Sequence[str]:
    """Return the texts of a workbook, those of every sheet."""
    from zipfile import ZipFile

    with ZipFile(path) as book:
        return [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
