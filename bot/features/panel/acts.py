"""The moderators' panel: one message that is edited in place, posted once, and made again when somebody deletes it."""

import logging
from datetime import datetime
from typing import Any

import discord

from bot.core.evening.meetup import State
from bot.features.panel import views as panel_views
from bot.features.tables.status import tables_of
from bot.platform import standing
from bot.platform.answers import bot_of
from bot.platform.app import App
from bot.platform.logs import names_of
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.platform.text import speaking
from bot.storage import contributions, meetups, timelines

log = logging.getLogger(__name__)


async def refresh(scene: Scene) -> None:
    """Edit the panel, or post it where it does not stand."""
    facts = await _facts(scene.bot, scene.meetup.id, scene.now)
    if facts is None:
        return
    panel = scene.to_moderators("control", "", panel_views.layout(scene.say, facts))
    await standing.keep(scene, panel, When.NEVER if scene.meetup.state is State.CLOSED else When.ALWAYS)


async def _facts(bot: App, id: int, now: datetime) -> panel_views.Facts | None:
    db = bot.db.read
    meetup = await meetups.get(db, id)
    if meetup is None or bot.get_guild(meetup.server) is None:
        return None
    return panel_views.Facts(
        meetup,
        await timelines.of_meetup(db, id),
        await tables_of(bot, meetup),
        await contributions.per_kind(db, id),
        now,
    )


async def show(interaction: discord.Interaction[Any], meetup: int) -> None:
    """The panel that was pressed shows at once what came of it; the runner brings it up to date once more."""
    bot = bot_of(interaction)
    message = interaction.message
    facts = await _facts(bot, meetup, bot.clock())
    if facts is None or message is None or not message.flags.components_v2:
        return
    try:
        await interaction.response.edit_message(view=panel_views.layout(speaking(facts.meetup.language), facts))
    except discord.HTTPException as error:
        log.warning("meetup %s: the panel could not be shown at once: %s", meetup, names_of(error))
