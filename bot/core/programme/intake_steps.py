"""Filling in an intake step by step, also where two people fill in the same one at once."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Final

from bot.core.programme.intake import CHOICES, LONG, SECTOR, STEPS, Intake
from bot.core.words.typed import Typed

_DIGITS: Final = 4  # of the mark of a field: enough to see that it changed
MARKS: Final = rf"[0-9a-f]{{{_DIGITS * 5}}}"  # what ``marks`` returns, as a regular expression
_Values = tuple[Typed, ...]


def marks(intake: Intake, step: int) -> str:
    """Return what a form of this step showed, in 4 hexadecimal digits a field."""
    return "".join(_mark(intake.filled.get(name, ())) for name in STEPS[step])


def merged(intake: Intake, step: int, sent: Mapping[str, _Values], seen: str | None) -> tuple[Intake, tuple[str, ...]]:
    """Return the intake with a step filled in, and the fields that somebody else filled in meanwhile.

    ``seen`` are the ``marks`` of what the form showed; None where that is not known. What this person left as it was
    stays as it is now. A field that both changed holds what both filled in, but the school has one sector: the last.
    """
    filled, both = dict(intake.filled), list[str]()
    for at, name in enumerate(STEPS[step]):
        now, new = intake.filled.get(name, ()), sent.get(name, ())
        shown = seen[at * _DIGITS : (at + 1) * _DIGITS] if seen is not None else _mark(now)
        if _mark(new) in (_mark(now), shown):
            continue
        if _mark(now) != shown and _words(now):
            both.append(name)
            new = _together(name, now, new)
        filled[name] = new
    return replace(intake, filled=filled), tuple(both)


def _together(name: str, now: _Values, new: _Values) -> _Values:
    if not _words(new):
        return now
    if name == SECTOR:
        return new
    if name in CHOICES:
        return tuple(dict.fromkeys((*now, *new)))
    between = "\n" if name in LONG else " / "
    return (Typed(between.join(words.raw for words in (*now, *new))),)


def _words(values: _Values) -> list[str]:
    return sorted(" ".join(one.raw.split()) for one in values if one.raw.strip())


def _mark(values: _Values) -> str:
    return sha256("\0".join(_words(values)).encode()).hexdigest()[:_DIGITS]
