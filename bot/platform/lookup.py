"""Channels by their id, as Discord has them: None where one is gone, was never made, or is of another kind."""

from typing import TypeVar

import discord

Chat = discord.TextChannel | discord.VoiceChannel | discord.Thread  # people can write in these
Kind = TypeVar("Kind")


def channel(guild: discord.Guild, id: int | None) -> discord.abc.GuildChannel | None:
    """A channel of any kind."""
    return guild.get_channel(id or 0)


def text(of: discord.Guild | discord.Client, id: int | None) -> discord.TextChannel | None:
    """A text channel."""
    return _of_kind(of, id, discord.TextChannel)


def voice(of: discord.Guild | discord.Client, id: int | None) -> discord.VoiceChannel | None:
    """A voice channel."""
    return _of_kind(of, id, discord.VoiceChannel)


def chat(of: discord.Guild | discord.Client, id: int | None) -> Chat | None:
    """A channel or thread in which people write, with or without voice."""
    return text(of, id) or voice(of, id) or _of_kind(of, id, discord.Thread)


def category(guild: discord.Guild, id: int | None) -> discord.CategoryChannel | None:
    """A category."""
    return _of_kind(guild, id, discord.CategoryChannel)


def _of_kind(of: discord.Guild | discord.Client, id: int | None, kind: type[Kind]) -> Kind | None:
    found = of.get_channel_or_thread(id or 0) if isinstance(of, discord.Guild) else of.get_channel(id or 0)
    return found if isinstance(found, kind) else None
