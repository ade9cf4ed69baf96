"""The plenary's voice channel: who is in it, and whom Discord lets speak there."""

import discord
import simcord

from bot.core.evening.places import PlaceKind
from tests.evening import Evening


async def in_hall(evening: Evening, *people: simcord.MemberActor) -> None:
    """Let people come into the plenary's voice channel."""
    hall = await evening.place(PlaceKind.VOICE)
    for person in people:
        await person.join_voice(hall)


async def speaks(evening: Evening, *people: simcord.MemberActor) -> list[bool]:
    """Return whether Discord lets these people speak in the plenary."""
    hall = await evening.place(PlaceKind.VOICE)
    backend = evening.env.backend
    rights = (discord.Permissions(backend.compute_permissions(evening.guild.id, who.id, hall.id)) for who in people)
    return [right.speak and right.connect for right in rights]
