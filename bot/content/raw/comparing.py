"""Comparison of each raw line with what was read of it: no word may be lost, whatever the reason."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.content.raw import faults
from bot.content.raw.faults import Fault

_WORD = re.compile(r"\w+")


def lost(raw: Sequence[str], read: Mapping[int, Sequence[str]], notes: Mapping[int, str]) -> Iterator[Fault]:
    """Yield a fault for each line of which a word is neither in what was read nor in a note. Lines count from 1."""
    for number, line in enumerate(raw, 1):
        got = " ".join(read.get(number, ()))
        if not got and line.lstrip().startswith(("#", "---", "...")):
            continue
        with_note = _WORD.findall(f"{got} {notes.get(number, '')}")
        if _WORD.findall(line) not in (_WORD.findall(got), with_note):  # a note behind >- is part of what was read
            yield Fault(number, (), faults.lost(line))
