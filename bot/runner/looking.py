"""Messages with buttons that somebody deleted while the bot was away."""

import logging

import discord

from bot.platform import lookup, mending, troubles
from bot.platform.logs import names_of
from bot.platform.scene import Scene
from bot.storage import posts

log = logging.getLogger(__name__)


async def look_for_deleted(scene: Scene) -> None:
    """Ask Discord whether each message with buttons still stands, and bring back those that don't.

    Deletions are not told to a bot that is away. Where Discord does not answer for one, it stays as it is: the next
    change of it finds out.
    """
    for post in await posts.with_buttons(scene.bot.db.read, scene.meetup.id):
        channel = lookup.chat(scene.guild, post.channel)
        if channel is None:
            continue  # a channel that is gone is made again, with what stood there
        try:
            await channel.fetch_message(post.message)
        except discord.NotFound:
            async with scene.bot.db.transaction() as db:
                await mending.bring_back(db, post.message, scene.now)
        except troubles.FAILURES as error:
            log.info("meetup %s: could not look at a post: %s", scene.meetup.id, names_of(error))
