"""The wall for a big screen, beside the bot that runs: where ``run`` is asked for it."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.features.wall.big_screen import BigScreen
from bot.platform.app import App
from bot.settings import Settings, address_in
from bot.storage.database import Database

B = TypeVar("B", bound=App)
log = logging.getLogger(__name__)


def placed(settings: Settings, wall: str) -> Settings:
    """Return the settings with the address that was given on the command line. Raises Refusal for a wrong one."""
    if not wall:
        return settings
    if address_in(wall) is None:
        raise Refusal(_("“{address}” is no address with a port. Write it as 127.0.0.1:8700.", address=Typed(wall).line))
    return settings.model_copy(update={"wall": wall})


@asynccontextmanager
async def walls(db: Database, settings: Settings, secret: str) -> AsyncIterator[Callable[[B], B]]:
    """Serve the wall where the settings ask for it; yield what each new bot goes through. Raises Refusal."""
    if settings.wall_at is None:
        yield lambda bot: bot
        return
    screen = BigScreen(db, *settings.wall_at, settings.wall_url, secret.encode())
    async with screen.serving() as address:
        log.info("the wall for a big screen is served at %s; /meetup status has the address of each meetup", address)
        yield screen.of
