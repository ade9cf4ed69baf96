"""The answer to ``/meetup status``: how a meetup stands."""

from datetime import timedelta

from bot.core.evening.meetup import Meetup
from bot.core.words.text import Text
from bot.features.meetups import briefings
from bot.platform import lookup, mending
from bot.platform.answers import Interaction, answer
from bot.platform.app import App
from bot.storage import contributions, marks, places, timelines, waiting

LATE = timedelta(minutes=1)  # from which lateness on moderators hear of it


async def show(interaction: Interaction, meetup: Meetup) -> None:
    """Make deleted channels again, and answer with the state of the meetup."""
    bot = interaction.client
    await interaction.response.defer(ephemeral=True, thinking=True)
    await mending.mend(bot, meetup.id)
    venue = await places.venue(bot.db.read, meetup.id)
    guild = bot.channels.guild(meetup)
    inside = {
        table.channel: len(channel.voice_states)
        for table in venue.tables()
        if table.channel and (channel := lookup.voice(guild, table.channel))
    }
    timeline = await timelines.of_meetup(bot.db.read, meetup.id)
    counted = await contributions.per_kind(bot.db.read, meetup.id)
    status = briefings.status(meetup, timeline, inside, venue, counted, bot.clock())
    await answer(interaction, Text.lines(status, *await _of_bot(bot, meetup), *_screen(bot, meetup)))


def _screen(bot: App, meetup: Meetup) -> list[Text]:
    """Return where the wall can be opened for a big screen, if it is served; or that it should be and is not."""
    if bot.screens:
        return [briefings.screen(bot.screens.address(meetup))]
    return [briefings.no_screen()] if bot.settings.wall else []


async def _of_bot(bot: App, meetup: Meetup) -> list[Text]:
    """Return how the bot is: what comes late at this meetup, its connection, and ✅ that people wait for."""
    late = await waiting.overdue(bot.db.read, bot.clock() - LATE, meetup.id)
    found = [briefings.late(late)] if late else []
    if bot.connected_since is not None:
        marked = len(await marks.waiting(bot.db.read, meetup=meetup.id))
        found.append(briefings.bot(bot.connected_since, bot.latency, marked))
    return found
