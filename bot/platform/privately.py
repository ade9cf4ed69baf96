"""A private word to somebody who did not just press: it goes with their last press, for 15 minutes after it."""

import logging
from collections.abc import Callable

import discord

from bot.content.texts import Say
from bot.core.people.turnout import REACHABLE
from bot.core.words.text import Text
from bot.platform import troubles
from bot.platform.answers import language_of
from bot.platform.app import App
from bot.platform.logs import names_of
from bot.platform.text import speaking

log = logging.getLogger(__name__)


async def tell(app: App, person: int | None, text: Text, view: Callable[[Say], discord.ui.View] | None = None) -> None:
    """Tell a person privately, where Discord lets the bot. A failure is only logged: they hear it elsewhere too."""
    since = app.clock() - REACHABLE
    press = next((press for press in app.presses.since(since) if press.person == person), None)
    if press is None:
        return
    try:
        say = speaking(await language_of(press.interaction))
        under = view(say) if view else discord.utils.MISSING
        await press.interaction.followup.send(say(text), ephemeral=True, view=under)
    except troubles.FAILURES as error:
        log.info("somebody could not be told privately: %s", names_of(error))
