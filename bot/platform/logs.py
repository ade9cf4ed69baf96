"""The log of the process: no tokens and nothing that people typed, in error reports neither.

At DEBUG the libraries log what passes through them (messages, SQL with its values), so DEBUG holds for our own
modules only. The message of an error may repeat what somebody typed, so errors are logged by type and
traceback.
"""

import asyncio
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

import discord

log = logging.getLogger(__name__)

OURS = ("bot", "cogs")
_ID = re.compile(r"(?<![0-9])[0-9]{13,16}([0-9]{4})(?![0-9])")  # ids on Discord have 17 to 20 digits
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(level: str, stream: TextIO = sys.stderr) -> None:
    """Write the log of the whole process to a stream. ``level`` holds for our modules; others log INFO and up."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    for name in ("discord.client", "discord.shard"):
        logging.getLogger(name).addFilter(Calm())
    for name in OURS:
        logging.getLogger(name).setLevel(level)


class Calm(logging.Filter):
    """Filter for discord.py's tries to connect again: one line a minute, without a traceback."""

    _last = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to log a record; takes the traceback from those about a try."""
        if not str(record.msg).startswith(("Attempting a reconnect", "Failed to connect for shard_id")):
            return True
        record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
        if record.created - self._last < 60:
            return False
        self._last = record.created
        return True


class Discreet(logging.Formatter):
    """Formatter that writes errors by traceback and type, with all errors behind them, without messages.

    Of an id on Discord only the last four digits are written, so that it points at nobody.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Format a record, ignoring the error text that another formatter may have left in it."""
        record.exc_text = None
        return _ID.sub(r"…\1", super().format(record))

    def formatException(self, ei: ErrorInfo) -> str:
        """Return traceback and type of an error and of those behind it, without values."""
        return "\n".join(
            f"Traceback (most recent call last):\n{''.join(traceback.format_tb(error.__traceback__))}{names_of(error)}"
            for error in _behind(ei[1])
        )


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, preceded by its causes and, for a group, by the errors in it."""
    if error is not None:
        yield from _behind(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
        for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield from _behind(inner)
        yield error


def names_of(error: BaseException) -> str:
    """Return the types and status codes of an error, without anything that a person typed."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(sorted({names_of(inner) for inner in error.exceptions}))
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__} {error.status} ({error.code})"
    if isinstance(error, OSError):
        return f"{type(error).__name__} {error.errno}"
    return " ".join([type(error).__name__, *filter(None, [getattr(error, "sqlite_errorname", None)])])


def unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what asyncio reports: the type and traceback of an unhandled error, else asyncio's message.

    Never its context, which repeats values.
    """
    error = context.get("exception")
    log.error("An error that nobody caught", exc_info=error) if error else log.warning("%s", context["message"])
