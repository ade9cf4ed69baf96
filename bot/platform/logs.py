"""The log: never a token and never what people typed, also when something breaks.

The libraries tell at DEBUG what passes through them (messages, SQL with its values), so DEBUG is for our own part only.
And the message of an error may repeat what somebody typed, so an error is written by its kind and where it arose.
"""

import asyncio
import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

import discord

log = logging.getLogger(__name__)

OURS = ("bot", "cogs")
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(level: str, stream: TextIO = sys.stderr) -> None:
    """Write the log of the whole process to a stream; ``level`` is that of our own part."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    for name in OURS:
        logging.getLogger(name).setLevel(level)


class Discreet(logging.Formatter):
    """Writes of an error where it arose and its kind, with all that led to it."""

    def format(self, record: logging.LogRecord) -> str:
        """Not as another formatter has written the error before."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: ErrorInfo) -> str:
        """The calls without their values, and what kind of error came of them."""
        return "\n".join(
            f"Traceback (most recent call last):\n{''.join(traceback.format_tb(error.__traceback__))}{names_of(error)}"
            for error in _behind(ei[1])
        )


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An error, after everything that led to it and that is in it."""
    if error is not None:
        yield from _behind(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
        for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield from _behind(inner)
        yield error


def names_of(error: BaseException) -> str:
    """What went wrong: kinds and numbers, nothing a person typed."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(sorted({names_of(inner) for inner in error.exceptions}))
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__} {error.status} ({error.code})"
    if isinstance(error, OSError):
        return f"{type(error).__name__} {error.errno}"
    return " ".join([type(error).__name__, *filter(None, [getattr(error, "sqlite_errorname", None)])])


def unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What asyncio tells of errors that nobody caught, without its own words: they repeat values."""
    error = context.get("exception")
    log.error("An error that nobody caught", exc_info=error) if error else log.warning("%s", context["message"])
