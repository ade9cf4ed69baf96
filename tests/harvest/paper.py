"""Files for paper, opened by a real reader."""

from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from bot.harvest.printed import PRINTED
from bot.harvest.records import Harvest
from tests.harvest.sample import ZONE


def printed(format: str, harvest: Harvest, folder: Path) -> PdfReader:
    """The PDF of a format, made and opened."""
    path = folder / f"{format}.pdf"
    PRINTED[format].write(harvest, ZONE, [path])
    return PdfReader(BytesIO(path.read_bytes()))


def words(reader: PdfReader) -> str:
    """All text of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def letters(reader: PdfReader) -> set[str]:
    """The names of the fonts in a PDF."""
    pages: list[Any] = list(reader.pages)
    fonts = [font.get_object() for page in pages for font in page["/Resources"].get("/Font", {}).values()]
    return {str(font["/BaseFont"]).split("+")[-1] for font in fonts}


def links(reader: PdfReader) -> list[Any]:
    """The links of a PDF, within it and out of it."""
    pages: list[Any] = list(reader.pages)
    return [one.get_object() for page in pages for one in page.get("/Annots", ())]
