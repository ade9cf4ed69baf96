"""People in the plenary's voice channel, by whether a change of who may speak is about them."""

import discord

from bot.core.evening.places import PlaceKind, Venue
from bot.core.people.floor import Floor
from bot.platform.app import App
from bot.platform.voice import people_in
from bot.storage.servers import Server


def listeners_in(app: App, guild: discord.Guild, venue: Venue, server: Server, floor: Floor) -> list[int]:
    """Return the people in the plenary who may speak or not as the floor is: all but moderators and speakers."""
    inside = people_in(guild, venue.one(PlaceKind.VOICE))
    others = app.speakers.moderators(guild, inside, server) | {*floor.speakers}
    return [id for id in inside if id not in others]


async def member_of(guild: discord.Guild, id: int) -> discord.Member | None:
    """Return a person on the server; None where they left it."""
    try:
        return guild.get_member(id) or await guild.fetch_member(id)
    except discord.NotFound:
        return None
