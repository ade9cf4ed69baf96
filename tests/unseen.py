"""What people do in voice while nobody tells the bot: it is down, or its connection is."""

import simcord

from tests.evening import Evening


def leave(evening: Evening, who: simcord.MemberActor) -> None:
    """Somebody leaves voice."""
    del evening.env.backend.get_guild(evening.guild.id).voice_states[who.id]


def go(evening: Evening, who: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    """Somebody who is in voice goes to another channel."""
    evening.env.backend.get_guild(evening.guild.id).voice_states[who.id].channel_id = channel.id
