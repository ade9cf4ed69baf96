"""Formats of the workbook's cells, the heights of its rows, and writing a text as nothing but text."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_pixel_width
from xlsxwriter.worksheet import Worksheet

CELL = 32_767  # characters, Excel's limit
HIGHEST = 409.0  # points, Excel's limit of a row: what a text has below that is not seen
# Lines are as high in Excel as in LibreOffice with this font; those of Calibri differ by a third.
FONT = {"font_name": "Arial", "font_size": 10}
# Sizes of letters and the height of their lines, in points: the first, unless a text is too high in it.
SIZES = {10: 13.0, 8: 11.25, 7: 9.75}
# How much wider the letters may be than on the screen: on paper, or in the font of a computer without Arial.
SPARE = 1.04
LETTER = 10  # points: Arial of this size is as wide as the letters that xlsxwriter measures, Calibri 11
SHORT = 60  # characters: names, titles and themes, which stand in many rows
LOWEST = 15.0  # points, of a row that no height is set of
# Pixels: of a character of a column's width, of a space, and of an emoji beyond those of a letter.
_CHARACTER, _SPACE, _WIDE = 7, 3, 10


class Styles:
    """Formats of one workbook; ``typed`` has one for each of ``SIZES``."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        row = FONT | {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#D5DBE5"}
        head = FONT | {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF7", "bottom": 1}
        self.title = book.add_format(FONT | {"bold": True, "font_size": 16})
        self.bare = book.add_format(FONT)
        self.head = book.add_format(head)
        self.head_of_numbers = book.add_format(head | {"align": "right"})
        self.plain = book.add_format(row | {"align": "left"})
        self.number = book.add_format(row | {"align": "right"})
        self.time = book.add_format(row | {"num_format": "dd-mm-yyyy hh:mm", "align": "left"})
        self.date = book.add_format(row | {"num_format": "dd-mm-yyyy", "align": "left"})
        # With ``quote_prefix`` a cell stays text when somebody edits it: "007" and "3-4" don't turn.
        self.typed = {
            size: book.add_format(row | {"align": "left", "font_size": size, "quote_prefix": True}) for size in SIZES
        }


def fitting(text: str, width: int) -> tuple[int, float]:
    """Return the largest of ``SIZES`` at which a text fits in a row, and its height in points.

    ``width`` is that of the column, in characters.
    """
    return _seen_before(text, width) if len(text) <= SHORT else _fitting(text, width)


@lru_cache(maxsize=5000)
def _seen_before(text: str, width: int) -> tuple[int, float]:
    return _fitting(text, width)


def _fitting(text: str, width: int) -> tuple[int, float]:
    lines = [[_pixels(word) for word in line.replace("-", "- ").split(" ")] for line in text.split("\n")]
    for size, line_height in SIZES.items():
        across = width * _CHARACTER * LETTER / size / SPARE
        height = line_height * sum(_broken(words, across) for words in lines)
        if height <= HIGHEST:
            return size, max(height, LOWEST)
    return size, HIGHEST


def _pixels(word: str) -> int:
    wide = 0 if word.isascii() else sum(unicodedata.east_asian_width(char) in "WF" for char in word)
    return int(xl_pixel_width(word)) + _WIDE * wide


def _broken(words: Sequence[int], across: float) -> int:
    """Return how many lines of ``across`` pixels words of these widths take."""
    lines, left = 1, across
    for wide in words:
        if wide > left and left < across:
            lines, left = lines + 1, across
        more, rest = divmod(wide, across)  # a word longer than a line is broken
        lines, left = lines + int(more), left - rest - _SPACE
    return lines


def set_height(sheet: Worksheet, row: int, height: float) -> None:
    """Set the height of the row that was written last, in points."""
    if height > LOWEST:
        sheet.set_row(row, height)
    # xlsxwriter keeps the height of each row, also of those that are in the file already.
    sheet.row_info.pop(row - 1, None)
    sheet.row_sizes.pop(row - 1, None)


def write_text(sheet: Worksheet, place: tuple[int, int], text: str, style: Format) -> None:
    """Write a string to (row, column) as it is."""
    if text.startswith("<r>"):  # written whole, xlsxwriter may take it for its own markup
        sheet.write_rich_string(*place, text[:1], text[1:2], text[2:], style)
    else:
        sheet.write_string(*place, text, style)
