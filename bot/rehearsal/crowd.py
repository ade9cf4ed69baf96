"""Simulated people, who contribute as real people can: by chat, command, form or message menu."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import simcord
from simcord.backend.ops import messages

from bot.core.kinds import ContributionKind
from bot.core.programme.models import MeetupKind
from bot.platform import limits
from bot.rehearsal.world import World

# Who comes to a provincial meetup, roughly (DOMAIN: teachers, school leaders, boards, aldermen, support staff, …).
FUNCTIONS = {
    "Leerkracht": 50,
    "Schoolleider": 12,
    "Ondersteuner": 12,
    "Ouder": 8,
    "Jongere": 8,
    "Bestuurder": 6,
    "Wethouder": 4,
}


# SimCord looks at every unfinished task on every turn: ten at a time is quicker than hundreds at once.
TOGETHER = 10
FUNCTIONS_OF = {MeetupKind.CLASS: {"Leerling": 1}, MeetupKind.YOUTH_COUNCIL: {"Jongere": 1}}


@dataclass(frozen=True, slots=True)
class Person:
    """A simulated participant."""

    name: str
    actor: simcord.MemberActor

    async def by_chat(self, channel: simcord.ChannelHandle, text: str) -> int:
        """Send a chat message. Returns its id."""
        if len(text) > limits.MESSAGE:
            _let_nitro_through()
        return (await self.actor.send(channel, text)).id

    async def by_command(self, channel: simcord.ChannelHandle, kind: ContributionKind, text: str) -> None:
        """Contribute by the command with its text."""
        await self.actor.slash(channel, kind, tekst=text)

    async def by_form(self, channel: simcord.ChannelHandle, kind: ContributionKind, text: str) -> None:
        """Contribute by the command without a text, and the form that it shows."""
        shown = await self.actor.slash(channel, kind)
        await self.actor.submit_modal(shown, {"tekst": text})

    async def by_menu(self, channel: simcord.ChannelHandle, kind: ContributionKind, text: str) -> None:
        """Send a message without a tag, and save it by its message menu."""
        message = await self.actor.send(channel, text)
        asked = await self.actor.context_menu(channel, "Bewaar als …", message)
        assert asked.response is not None
        await self.actor.select(asked.response, [kind])


def _let_nitro_through() -> None:
    """Let the next message be longer than 2,000 characters: SimCord stops there, Discord with Nitro at 4,000."""
    ops = vars(messages)
    check = ops["validate_message_state"]

    def once(*args: Any, content: str | None, **facts: Any) -> Any:
        ops["validate_message_state"] = check  # the bot's own answer is checked again
        return check(*args, content=(content or "")[: limits.MESSAGE], **facts)

    ops["validate_message_state"] = once


class Crowd:
    """The people of one evening; empty until ``gather``."""

    def __init__(self, world: World, dice: random.Random) -> None:
        self._world, self._dice = world, dice
        self.people: list[Person] = []

    def gather(self, n: int, kind: MeetupKind) -> None:
        """Add ``n`` people, named after their role and a number ("Leerkracht 3")."""
        counts: dict[str, int] = {}
        functions = FUNCTIONS_OF.get(kind, FUNCTIONS)
        for function in self._dice.choices(list(functions), list(functions.values()), k=n):
            counts[function] = counts.get(function, 0) + 1
            self._add(f"{function} {counts[function]}")

    def _add(self, name: str) -> Person:
        user = self._world.env.create_user(f"mens{len(self.people) + 1}")
        person = Person(name, self._world.guild.add_member(user, nick=name))
        self.people.append(person)
        return person

    def named(self, name: str) -> Person:
        """Return the person with this name, and add them first if there is none."""
        return next((person for person in self.people if person.name == name), None) or self._add(name)

    def some(self, n: int) -> list[Person]:
        """Return ``n`` random people, or everybody if there are fewer."""
        return self._dice.sample(self.people, min(n, len(self.people)))

    async def into_voice(self, people: Sequence[Person], channel: int | None) -> None:
        """Move people into a voice channel, ``TOGETHER`` at a time, all at the same virtual moment.

        Raises simcord's BackendError for a person who may not see or enter it.
        """
        backend, guild = self._world.env.backend, self._world.guild.id
        for at in range(0, len(people), TOGETHER):
            for person in people[at : at + TOGETHER]:
                backend.require_permissions(guild, person.actor.id, channel, "view_channel", "connect")
                backend.set_voice_state(guild, person.actor.id, channel)
            await self._world.env.settle()

    def inside(self, channel: int | None) -> list[Person]:
        """Return the people in a voice channel."""
        states = self._world.env.backend.get_guild(self._world.guild.id).voice_states
        return [p for p in self.people if p.actor.id in states and states[p.actor.id].channel_id == channel]
