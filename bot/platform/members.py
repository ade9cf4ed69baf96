"""People as a server knows them: a message that is fetched brings only their account."""

import discord


async def as_member(guild: discord.Guild | None, person: discord.abc.User) -> discord.abc.User:
    """Return the member of a server, with nickname and roles; the account itself where Discord doesn't give that."""
    if guild is None or isinstance(person, discord.Member):
        return person
    try:
        return guild.get_member(person.id) or await guild.fetch_member(person.id)
    except discord.HTTPException:
        return person
