"""Erasing that has to last: also when the database is restored from a copy of before it."""

import asyncio
import logging
from datetime import datetime

from bot.platform.app import App
from bot.storage.file import erased

log = logging.getLogger(__name__)


async def note(app: App, person: int, now: datetime) -> None:
    """Note beside the nightly copies that everything of a person was erased. A failure is logged."""
    if app.settings.backup_time is None and not app.settings.backups.is_dir():
        return
    try:
        await asyncio.to_thread(erased.note, app.settings.backups, person, now)
    except OSError as error:
        log.error("somebody was erased, and that could not be noted beside the copies: %s", error.strerror)
