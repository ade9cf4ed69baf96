"""The plenary's voice channel: who is in it, whom Discord lets speak there, and whom the bot moves."""

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


class Moves:
    """The people whom the bot moves, in order."""

    def __init__(self, evening: Evening) -> None:
        self.people: list[int] = []
        self._really = evening.bot.http.request
        evening.bot.http.request = self._request  # type: ignore[method-assign]

    async def _request(self, route: discord.http.Route, **options: object) -> object:
        if route.method == "PATCH" and "/members/" in route.path:
            self.people.append(int(route.url.rpartition("/")[2]))
        return await self._really(route, **options)  # type: ignore[arg-type]
