"""The answer to ``/meetup status``: how a meetup stands."""

from bot.core.evening.meetup import Meetup
from bot.features.meetups import briefings
from bot.platform import lookup, mending
from bot.platform.answers import Interaction, answer
from bot.storage import contributions, places, timelines


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
    await answer(interaction, briefings.status(meetup, timeline, inside, venue, counted, bot.clock()))
