"""People as a server knows them: a message that is fetched brings only their account."""

import aiohttp
import discord

REMEMBERED = 2000  # members; a few kB each


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


class Speakers:
    """Members as they were when they last wrote something: an edit of it may come without that."""

    def __init__(self) -> None:
        self._members: dict[tuple[int, int], discord.Member] = {}

    def note(self, person: discord.abc.User) -> None:
        """Remember a member; an account is nobody of a server."""
        if isinstance(person, discord.Member):
            key = (person.guild.id, person.id)
            self._members.pop(key, None)
            self._members[key] = person
            if len(self._members) > REMEMBERED:
                del self._members[next(iter(self._members))]

    def get(self, guild: discord.Guild | None, person: discord.abc.User) -> discord.Member | None:
        """Return the member, or None where they are not remembered."""
        return self._members.get((guild.id, person.id)) if guild else None
