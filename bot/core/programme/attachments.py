"""Attachments of a block: a picture or a PDF that is posted when it begins."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LARGEST: Final = 10 * 1024 * 1024  # bytes, on a server without boosts (Discord)
HEAD: Final = 16  # first bytes of a file, by which its kind is known
# The first bytes of each kind that Discord shows, by the ending that it knows them by.
_KINDS: Final = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".pdf": re.compile(rb"%PDF-"),
}
ENDINGS: Final = (*_KINDS, ".jpeg")
_LONGEST_STEM = 60  # characters


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment. ``file`` is its name beside the database, ``name`` what people see."""

    name: Typed
    file: str

    @property
    def posted_as(self) -> str:
        """Name of the file on Discord, harmless, with the ending of what it is."""
        stem = re.sub(r"[^\w-]+", "-", PurePath(self.name.raw).stem).strip("-")[:_LONGEST_STEM]
        return (stem or "bijlage") + PurePath(self.file).suffix


def refuse_size(name: Typed, size: int) -> None:
    """Raise Refusal on a file that is empty, or larger than Discord takes; ``size`` is in bytes."""
    if size == 0:
        raise Refusal(_("The file “{name}” is empty. Save it once more, and take that one.", name=name))
    if size > LARGEST:
        raise Refusal(
            _(
                "The file “{name}” is {size} MB, and Discord takes {most} MB. Make it smaller, "
                "or put a link in the text.",
                name=name,
                size=-(-size // 1024**2),
                most=LARGEST // 1024**2,
            )
        )


def ending_of(name: Typed, head: bytes) -> str:
    """Return the ending of a file by its first bytes, whatever its name says. Raises Refusal on other kinds."""
    for ending, begins in _KINDS.items():
        if begins.match(head):
            return ending
    raise Refusal(
        _(
            "The file “{name}” is no picture and no PDF, so I don't post it. Save it as PNG, JPG, GIF, WEBP or PDF.",
            name=name,
        )
    )
