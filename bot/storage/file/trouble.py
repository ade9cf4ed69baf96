"""Texts for failures of the database file (full, locked, damaged), as Refusals. None of them is a bug."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.core.words.text import Refusal, Text, _

_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}  # a full quota is an input/output error to SQLite
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PROTOCOL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT}
_CLOSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOTADB}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Unavailable(Refusal):
    """The database can't be read or written now, and nothing was saved. ``error`` is the cause."""

    def __init__(self, text: Text, error: sqlite3.Error) -> None:
        super().__init__(text)
        self.error = error


class Passing(Refusal):
    """The database can't be used now, for a reason that passes without a change of settings: locked, or no room."""


def _code(error: sqlite3.Error) -> int:
    # The lowest byte is SQLite's primary result code. Errors raised by Python's own module have no code.
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_of_disk(error: sqlite3.Error) -> bool:
    """Return True if the disk is full or broken, or the file may not be opened or written."""
    return _code(error) in _FULL | {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def is_of_damage(error: sqlite3.Error) -> bool:
    """Return True if a part of a file that was a database is not what SQLite wrote."""
    return _code(error) in _DAMAGED | {sqlite3.SQLITE_NOTADB}


@contextmanager
def unavailable(text: Text) -> Iterator[None]:
    """Raise Unavailable with this text where the file fails. Other errors, such as wrong SQL, pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        if _code(error) in _FULL | _LOCKED | _DAMAGED | _CLOSED:
            raise Unavailable(text, error) from error
        raise


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Raise Refusal, for whoever runs the bot, where the database at this path fails; Passing where that passes."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise (Passing if passes(error) else Refusal)(for_host(error, path)) from error


def passes(error: OSError | sqlite3.Error) -> bool:
    """Return True if another program holds the file, or the disk has no room."""
    return error.errno in NO_ROOM if isinstance(error, OSError) else _code(error) in _FULL | _LOCKED


def for_host(error: OSError | sqlite3.Error, path: Path) -> Text:
    """Return what is wrong with the database at this path and what to do, for whoever runs the bot."""
    code = _code(error) if isinstance(error, sqlite3.Error) else None
    if code in _FULL or (isinstance(error, OSError) and error.errno in NO_ROOM):
        return _(
            "The database {path} can't be written: the disk is full or broken. Nothing was lost. Make room and try "
            "again.",
            path=path,
        )
    if code in _LOCKED:
        return _("Another program keeps the database {path} locked. Close that program and try again.", path=path)
    if code in _DAMAGED:
        return damaged(path)
    if code is None or code in _CLOSED:
        return unreadable(path)
    return _(
        "The database {path} is not what this version of the bot expects: {reason}. It was left as it was. Go back "
        "to the version that worked, and tell the makers.",
        path=path,
        reason=str(error),
    )


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with the database while a bot runs on it, as a sentence for moderators."""

    sentence: Text
    stops_writing: bool  # False where only a read failed


def for_moderators(error: sqlite3.Error, *, reading: bool) -> Trouble:
    """Return what a failed read or write means, and what to do. Damage means the same for both."""
    if is_of_damage(error):
        text = _(
            "A part of my database is damaged, so I can't find or save everything. I tell so to whoever it is about, "
            "and keep trying. Ask whoever runs the bot to look at it now; docs/beheerder.md tells how to go back to a "
            "backup."
        )
        return Trouble(text, stops_writing=True)
    if reading:
        text = _("I can't get at what I have kept now: {why}. I keep trying. Ask whoever runs the bot to look at its "
                 "disk.", why=because(error))  # fmt: skip
        return Trouble(text, stops_writing=False)
    text = _(
        "I can't save anything now: {why}. I tell so to whoever contributes, and keep trying. Ask whoever runs the bot "
        "to look at its disk.",
        why=because(error),
    )
    return Trouble(text, stops_writing=True)


def because(error: sqlite3.Error) -> Text:
    """Return why the file fails, to stand after a colon."""
    code = _code(error)
    if code in _FULL:
        return _("the disk is full or broken")
    if code in _LOCKED:
        return _("another program keeps the database locked")
    if code == sqlite3.SQLITE_READONLY:
        return _("the database can only be read, not written")
    return _("the database can't be opened any more")


def damaged(path: Path) -> Text:
    """Return the text for a database file that is damaged."""
    return _(
        "The database {path} is damaged. Nothing was changed. Keep the file, and go back to your last backup; "
        "docs/beheerder.md tells how.",
        path=path,
    )


def unreadable(path: Path) -> Text:
    """Return the text for a file that is read-only, can't be opened, or is no database of this bot."""
    # With the effective user id, which can differ from the real one that os.access uses by default.
    effective = os.access in os.supports_effective_ids
    writable = all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent))
    if path.is_file() and not writable:
        return _("The database {path} is read-only. Give this user the right to write it, and its folder.", path=path)
    return _(
        "The database {path} can't be opened. Does the folder exist, is the file a database of this bot, "
        "and may this user read it?",
        path=path,
    )
