"""The moderators' panel: one message that is edited in place, posted once, and made again when somebody deletes it."""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot import controlpanel
from bot.core.cues import CueKind
from bot.core.meetup import State
from bot.core.places import PlaceKind
from bot.logs import names_of
from bot.replies import bot_of
from bot.storage import contributions, meetups, posts, timelines
from bot.storage.database import Transaction
from bot.table_status import tables_of
from bot.texts import voice

if TYPE_CHECKING:
    from bot.client import MeetupBot
    from bot.scene import Scene

log = logging.getLogger(__name__)

# Numbers that change all the time are brought up to date four times a minute; it is calm to look at.
EVERY = timedelta(seconds=15)
# After something that the whole panel is about, with what else happens at that moment.
SOON = timedelta(seconds=2)
# The cues after which it shows something else.
CHANGES = (CueKind.OPEN, CueKind.NOTICE, CueKind.HELP, CueKind.RECALL, CueKind.CLOSE, CueKind.FINISH)


async def refresh(scene: "Scene") -> None:
    """Edit the panel, or post it where it does not stand."""
    facts = await _facts(scene.bot, scene.meetup.id, scene.now)
    if facts is None:
        return
    view = controlpanel.layout(scene.say, facts)
    standing = await _standing(scene)
    if await _edited(standing, view) or scene.meetup.state is State.CLOSED:
        return
    part = f"control after {standing.id}" if standing else "control"
    await scene.post(scene.to_moderators(part, "", view))
    await _edited(await _standing(scene), view)  # one that was found to stand there already shows what was then


async def _standing(scene: "Scene") -> discord.PartialMessage | None:
    """The panel as far as we know: the last that was posted in the channel."""
    channel = scene.guild.get_channel(scene.venue.one(PlaceKind.MODERATORS).channel or 0)
    known = await posts.of_cue(scene.bot.db.read, scene.cue.id)
    last = max((post.message for post in known if channel and post.channel == channel.id), default=None)
    return channel.get_partial_message(last) if last and isinstance(channel, discord.TextChannel) else None


async def _edited(message: discord.PartialMessage | None, view: discord.ui.LayoutView) -> bool:
    """Whether the panel stands there, and shows this now."""
    if message is None:
        return False
    try:
        await message.edit(view=view)
    except discord.NotFound:
        return False
    return True


async def _facts(bot: "MeetupBot", id: int, now: datetime) -> controlpanel.Facts | None:
    db = bot.db.read
    meetup = await meetups.get(db, id)
    if meetup is None or bot.get_guild(meetup.server) is None:
        return None
    return controlpanel.Facts(
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
        await interaction.response.edit_message(view=controlpanel.layout(voice(facts.meetup.language), facts))
    except discord.HTTPException as error:
        log.warning("meetup %s: the panel could not be shown at once: %s", meetup, names_of(error))


async def note(db: Transaction, bot: "MeetupBot", meetup: int) -> None:
    """Somebody brought something in: the numbers want a fresh look. Costs nothing while one is on its way."""
    if counts_again(bot, meetup):
        bot.counted[meetup] = bot.clock()
        await timelines.wake_control(db, meetup, bot.counted[meetup], EVERY)


def counts_again(bot: "MeetupBot", meetup: int) -> bool:
    """Whether the last fresh look was long enough ago."""
    now = bot.clock()
    return now - bot.counted.get(meetup, now - EVERY) >= EVERY
