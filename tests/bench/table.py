"""Results of the benches as rows of one table."""

import os
import platform
from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One result: what was measured, the figure, and what it is compared with."""

    what: str
    figure: str
    against: str = ""


def machine() -> str:
    """Return a description of the machine that made the figures."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; shared, so noisy"


def table(rows: Iterable[Row]) -> str:
    """Return the rows as text in aligned columns."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return "\n".join(f"{row.what:<{widths[0]}}  {row.figure:>{widths[1]}}  {row.against}".rstrip() for row in rows)
