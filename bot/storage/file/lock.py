"""Lock that allows one bot per database. The operating system releases it however the process ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.core.words.text import Refusal, _
from bot.storage.file.trouble import in_words


class InUse(Refusal):
    """Another process holds the lock of this database."""


@contextmanager
def only_bot(path: Path) -> Iterator[None]:
    """Hold the lock of the database at this path. Raises InUse when it is taken, Refusal when it can't be made.

    The lock is on a file beside the database, because SQLite uses locks on the database itself. That file stays:
    removing it would let two processes each lock a file of their own.
    """
    with in_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Opened only to read, which is enough for a lock: the file may belong to another user.
        descriptor = os.open(f"{os.path.realpath(path)}.lock", os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        with in_words(path):
            try:
                _lock(descriptor)
            except (BlockingIOError, PermissionError):
                raise InUse(
                    _(
                        "A bot is running on the database {path} already. Stop that one first, or choose another "
                        "file with DATABASE.",
                        path=path,
                    )
                ) from None
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
