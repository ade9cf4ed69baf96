"""People as a server knows them: a message that is fetched brings only their account."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta

import aiohttp
import discord

from bot.platform import rights
from bot.platform.logs import names_of
from bot.storage.servers import Server

log = logging.getLogger(__name__)

REMEMBERED = 2000  # members; a few kB each
ASKED_AT_ONCE = 100  # members that Discord gives in one answer
PATIENCE = 2.0  # seconds
FRESH = timedelta(seconds=30)  # how long what Discord said of a member counts without asking again
LONG_AGO = datetime.min.replace(tzinfo=UTC)


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
    """Members as Discord last described them: as they wrote, pressed or came into voice, or were asked for.

    That is fresher than the cache, which keeps somebody in voice as they came: without the members intent no event
    tells of a new role. Besides, an edit of a message may come without its author.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: dict[tuple[int, int], tuple[discord.Member | None, datetime]] = {}  # the oldest first

    def note(self, person: discord.abc.User) -> None:
        """Remember a member as Discord has just described them; an account is nobody of a server."""
        if isinstance(person, discord.Member):
            self._keep(person.guild.id, person.id, person)

    def _keep(self, guild: int, id: int, member: discord.Member | None) -> None:
        self._known.pop((guild, id), None)
        self._known[guild, id] = member, self._clock()
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]

    def get(self, guild: discord.Guild | None, person: discord.abc.User) -> discord.Member | None:
        """Return the member, or None where they are not remembered."""
        return self._of(guild, person.id)[0] if guild else None

    def _of(self, guild: discord.Guild, id: int) -> tuple[discord.Member | None, datetime]:
        return self._known.get((guild.id, id), (None, LONG_AGO))

    def moderators(self, guild: discord.Guild, people: Iterable[int], server: Server) -> set[int]:
        """Return which of these people may command, by what is known of their roles."""
        members = {id: self._of(guild, id)[0] or guild.get_member(id) for id in people}
        return {id for id, member in members.items() if member is not None and rights.is_moderator(member, server)}

    async def look(self, guild: discord.Guild, people: Collection[int]) -> None:
        """Ask for those of these members of whom nothing was heard in ``FRESH``; see ``ask``."""
        before = self._clock() - FRESH
        await self.ask(guild, [id for id in people if self._of(guild, id)[1] <= before])

    async def ask(self, guild: discord.Guild, people: Collection[int]) -> None:
        """Ask Discord for these members as they are now, and remember them.

        After a failure, which is logged, they count as they are known: the preview of a division names who would
        sit where, and which moderators stay, before anybody is moved. One request over the gateway for a hundred
        people; it needs no privileged intent.
        """
        ids = sorted(people)
        for at in range(0, len(ids), ASKED_AT_ONCE):
            some = ids[at : at + ASKED_AT_ONCE]
            for id in some:
                self._keep(guild.id, id, self._of(guild, id)[0])
            try:
                async with asyncio.timeout(PATIENCE):
                    found = await guild.query_members(user_ids=some, limit=len(some), cache=False)
            except (discord.DiscordException, aiohttp.ClientError, OSError, RuntimeError) as error:
                log.warning("server %s: members could not be asked for: %s", guild.id, names_of(error))
                continue
            for member in found:
                self.note(member)
