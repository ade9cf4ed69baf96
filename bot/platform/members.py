"""People as a server knows them: a message that is fetched brings only their account."""

import aiohttp
import discord


async def as_member(guild: discord.Guild | None, person: discord.abc.User) -> discord.abc.User:
    """Return the member of a server, with nickname and roles; the account itself where Discord doesn't give that."""
    return await member_of(guild, person, person.id) or person


async def member_of(guild: discord.Guild | None, person: discord.abc.User | None, id: int) -> discord.abc.User | None:
    """Return the member of a server with this id; where Discord doesn't give that, ``person``."""
    if guild is None or isinstance(person, discord.Member):
        return person
    try:
        return guild.get_member(id) or await guild.fetch_member(id)
    except (discord.DiscordException, aiohttp.ClientError, TimeoutError):
        return person
