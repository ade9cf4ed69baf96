"""Who had everything of them erased, noted beside the copies of the database: a copy from before still has them.

A line is the moment, in milliseconds since 1970, and the person's id. It goes with the last copy from before it.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

NAME = "gewist.txt"


def note(folder: Path, person: int, now: datetime) -> None:
    """Note that everything of a person was erased, on disk when this returns. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"{_ms(now)} {person}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def since(folder: Path, moment: datetime) -> set[int]:
    """Return the people who were erased at a moment or later. Raises OSError where that can't be read."""
    return {person for at, person in _lines(folder) if at >= _ms(moment)}


def forget(folder: Path, before: datetime) -> None:
    """Remove the notes of before a moment: no copy in the folder is older. Raises OSError."""
    lines = list(_lines(folder))
    left = [(at, person) for at, person in lines if at >= _ms(before)]
    if left != lines:
        draft = folder / f"{NAME}.deel"
        draft.touch(mode=0o600)
        draft.write_text("".join(f"{at} {person}\n" for at, person in left), "ascii")
        draft.replace(folder / NAME)


def _lines(folder: Path) -> Iterator[tuple[int, int]]:
    with suppress(FileNotFoundError):
        for line in (folder / NAME).read_text("ascii", "replace").splitlines():
            at, _space, person = line.partition(" ")
            if at.isdecimal() and person.isdecimal():
                yield int(at), int(person)


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
