"""People as a server knows them: a message that is fetched brings only their account."""

import asyncio
import logging
from collections.abc import Collection

import aiohttp
import discord

from bot.platform.logs import names_of

log = logging.getLogger(__name__)

REMEMBERED = 2000  # members; a few kB each
ASKED_AT_ONCE = 100  # members that Discord gives in one answer
PATIENCE = 2.0  # seconds


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
    """Members as they were when they last wrote something or were asked for, which is fresher than the cache.

    An edit of a message may come without its author, and without the members intent no event tells of a new role.
    """

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
        return self.of(guild, person.id) if guild else None

    def of(self, guild: discord.Guild, id: int) -> discord.Member | None:
        """Return the member with this id, or None where they are not remembered."""
        return self._members.get((guild.id, id))

    async def ask(self, guild: discord.Guild, people: Collection[int]) -> None:
        """Ask Discord for these members as they are now, and remember them.

        After a failure, which is logged, they count as they are known: the preview of a division names who would
        sit where, and which moderators stay, before anybody is moved. One request over the gateway for a hundred
        people; it needs no privileged intent.
        """
        ids = sorted(people)
        for at in range(0, len(ids), ASKED_AT_ONCE):
            some = ids[at : at + ASKED_AT_ONCE]
            try:
                async with asyncio.timeout(PATIENCE):
                    found = await guild.query_members(user_ids=some, limit=len(some), cache=False)
            except (discord.DiscordException, aiohttp.ClientError, OSError, RuntimeError) as error:
                log.warning("server %s: members could not be asked for: %s", guild.id, names_of(error))
                continue
            for member in found:
                self.note(member)
