"""The log of the process: no tokens and nothing that people typed, in error reports neither.

At DEBUG the libraries log what passes through them (messages, SQL with its values), so DEBUG holds for our own
modules only. The message of an error may repeat what somebody typed, so errors are logged by type and
traceback.
"""

import asyncio
import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import discord

from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, _

log = logging.getLogger(__name__)

LARGEST, EARLIER = 5_000_000, 5  # bytes of a log file, and how many full ones stay beside it (our choice)

OURS = ("bot", "cogs")
_ID = re.compile(r"(?<![0-9])[0-9]{13,16}([0-9]{4})(?![0-9])")  # ids on Discord have 17 to 20 digits
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(level: str, stream: TextIO = sys.stderr, *, as_json: bool = False, file: Path | None = None) -> None:
    """Write the log of the whole process to a stream, and to a file too, as lines or as one JSON object a line.

    ``level`` holds for our modules; others log INFO and up. Raises Refusal where the file can't be written.
    """
    root = logging.getLogger()
    for handler in (logging.StreamHandler(stream), *([_file(file)] if file else [])):
        handler.setFormatter(AsJson() if as_json else Discreet("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
        root.addHandler(handler)
    root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    for name in ("discord.client", "discord.shard"):
        logging.getLogger(name).addFilter(Calm())
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def _file(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(path, maxBytes=LARGEST, backupCount=EARLIER, encoding="utf-8")
    except OSError as error:
        raise Refusal(
            _("The log can't be written to {path} (LOG_FILE): {reason}.", path=path, reason=reason(error))
        ) from None


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


class AsJson(Discreet):
    """Formatter of one JSON object a line: ``time`` (UTC), ``level``, ``logger``, ``message``, and ``error`` if any."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record; of an error type and traceback, as ``Discreet`` does."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return _ID.sub(r"…\1", json.dumps(told, ensure_ascii=False))


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
