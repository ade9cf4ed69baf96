"""The bot on more servers than Discord lets one connection have (2,500): they are divided over several."""

from typing import Any

import discord

from bot.client import MeetupBot


class ShardedBot(MeetupBot, discord.AutoShardedClient):
    """The bot with several connections. One of them may fall away while the servers of the others are heard."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._dropped: set[int] = set()  # connections that fell away, until what that means is dealt with

    @property
    def is_whole(self) -> bool:
        """True while every connection that was made is open."""
        return not any(shard.is_closed() for shard in self.shards.values())

    def missed(self, server: int) -> bool:
        """Return whether the connection of a server fell away and is there again."""
        shard = (server >> 22) % (self.shard_count or 1)
        return shard in self._dropped and not self.shards[shard].is_closed()

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note that a connection fell away."""
        self._dropped.add(shard)

    async def on_shard_ready(self, shard: int) -> None:
        """Go on after a connection that could not be resumed: discord.py says ``ready`` only once all are made anew."""
        if self.was_ready:
            await self._there_again(first=False)

    async def _there_again(self, *, first: bool) -> None:
        """Do what a connection asks for; at the first one all servers were out of hearing."""
        if first:
            self._dropped.update(self.shards)
        back = {shard for shard in self._dropped if not self.shards[shard].is_closed()}
        await super()._there_again(first=first)
        self._dropped -= back
