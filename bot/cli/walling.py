"""The wall for a big screen, beside the bot that runs: where ``run`` is asked for it."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar

from bot.content.texts import say
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
    """Serve the wall where the settings ask for it; yield what each new bot goes through.

    An address that is taken must not cost anybody their evening: that is logged, and moderators hear of it.
    """
    async with AsyncExitStack() as opened:
        on_wall: Callable[[B], B] = _unchanged
        if settings.wall_at is not None:
            screen = BigScreen(db, *settings.wall_at, settings.wall_url, secret.encode())
            try:
                address = await opened.enter_async_context(screen.serving())
            except Refusal as refusal:
                log.error("%s", say(refusal.text))
            else:
                log.info("the wall for a big screen is served at %s; /meetup status has each address", address)
                on_wall = screen.of
        yield on_wall


def _unchanged(bot: B) -> B:
    return bot
