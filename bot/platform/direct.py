"""Direct messages that a cue sends to one person."""

import logging

import discord

from bot.core.words.typed import Shown
from bot.platform.scene import Scene

log = logging.getLogger(__name__)


async def send(
    scene: Scene, person: int, text: Shown, view: discord.ui.View = discord.utils.MISSING, about: int | None = None
) -> bool:
    """Send a person a message, once for a cue and its moment; ``about`` tells several of one cue apart.

    Returns False where they get none from the bot: they keep their messages closed, or share no server with it.
    Raises what else a call to Discord raises.
    """
    # Within minutes Discord knows it again by this, where an answer got lost.
    nonce = f"{scene.cue.id if about is None else about}.{int(scene.cue.due.timestamp())}"
    try:
        user = scene.bot.get_user(person) or await scene.bot.fetch_user(person)
        await user.send(text, view=view, nonce=nonce)
    except (discord.Forbidden, discord.NotFound):
        log.info("meetup %s: somebody gets no direct messages; what was for them waits", scene.meetup.id)
        return False
    return True
