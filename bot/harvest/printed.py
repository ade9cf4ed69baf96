"""Formats for paper: which there are, the files of each, and what is in them. They need typst."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from bot.harvest import plan_file, poster_file, report_file
from bot.harvest.records import Harvest
from bot.harvest.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Printed:
    """A format for paper: its name, the endings of its files, and the template that sets its content.

    ``content`` raises Refusal where there is nothing to print. ``is_due``: it comes with the other files by itself.
    """

    stem: str
    suffixes: tuple[str, ...]
    template: str
    content: Callable[[Harvest, tzinfo], dict[str, Any]]
    is_due: Callable[[Harvest], bool]

    def names(self, *, anonymous: bool) -> tuple[str, ...]:
        """Return the names of its files."""
        return tuple(f"{self.stem}{'-anoniem' if anonymous else ''}.{suffix}" for suffix in self.suffixes)

    def write(self, harvest: Harvest, zone: tzinfo, paths: Sequence[Path]) -> None:
        """Write files of it. Raises Refusal without typst or anything to print, OSError, and TypesettingError."""
        typeset(self.template, self.content(harvest, zone), paths)


PRINTED = {
    "pdf": Printed("oogst", ("pdf",), "report.typ", report_file.content, lambda _harvest: True),
    "poster": Printed("poster", ("pdf", "png"), "poster.typ", poster_file.content, poster_file.is_due),
    "plan": Printed("plan", ("pdf",), "plan.typ", plan_file.content, plan_file.is_due),
}
