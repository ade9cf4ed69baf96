"""What a bench has to say: rows of one table."""

import os
import platform
from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One line: what was measured, the figure, and what to hold it against."""

    what: str
    figure: str
    against: str = ""


def machine() -> str:
    """What the figures were made on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; shared, so noisy"


def table(rows: Iterable[Row]) -> str:
    """The rows under each other, in columns."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return "\n".join(f"{row.what:<{widths[0]}}  {row.figure:>{widths[1]}}  {row.against}".rstrip() for row in rows)
