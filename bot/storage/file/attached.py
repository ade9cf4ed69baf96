"""Attachments of meetups, as files beside the database: each whole or not at all."""

import contextlib
import os
from collections.abc import Container
from pathlib import Path
from tempfile import TemporaryFile
from uuid import uuid4

from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, _

LEFT_AFTER = 3600.0  # seconds; whoever keeps a file stores its row sooner


def home(database: Path) -> Path:
    """Return the folder of the attachments of a database."""
    return database.with_name(f"{database.name}.bijlagen")


def keep(folder: Path, data: bytes, ending: str) -> str:
    """Write a file, on disk before its name is returned. Raises Refusal where the disk does not allow it."""
    name = f"{uuid4().hex}{ending}"
    draft = folder / f"{name}.deel"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / name)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise Refusal(
            _(
                "I can't keep this file: {reason}. Who runs the bot makes room on its disk.",
                reason=reason(error),
            )
        ) from error
    return name


def sweep(folder: Path, kept: Container[str]) -> None:
    """Remove the files that no meetup has, but for those that were written just now. What can't be removed stays."""
    if not folder.is_dir():
        return
    with contextlib.suppress(OSError), TemporaryFile(dir=folder) as now:
        before = os.fstat(now.fileno()).st_mtime - LEFT_AFTER
        for path in folder.iterdir():
            with contextlib.suppress(OSError):
                if path.name not in kept and path.stat().st_mtime < before:
                    path.unlink()
