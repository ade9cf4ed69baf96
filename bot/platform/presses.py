"""Who pressed or sent something just now: Discord lets the bot answer them privately for 15 minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord

KEPT = timedelta(minutes=15)
_KINDS = (
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
    discord.InteractionType.application_command,
)


@dataclass(frozen=True, slots=True)
class Press:
    """The last press, form or command of a person, with the channel it came from."""

    interaction: discord.Interaction[Any]
    member: discord.Member
    channel: int
    at: datetime

    @property
    def person(self) -> int:
        """Id of the person."""
        return self.member.id


class Presses:
    """The last press of each person, in memory: what Discord gives to answer it is worth nothing after 15 minutes."""

    def __init__(self) -> None:
        self._last: dict[int, Press] = {}  # by person, the oldest first

    def note(self, interaction: discord.Interaction[Any], channel: int, now: datetime) -> None:
        """Remember a press of somebody on a server, and forget those that can't be answered any more."""
        if interaction.type not in _KINDS or not isinstance(interaction.user, discord.Member):
            return
        self._last.pop(interaction.user.id, None)
        self._last[interaction.user.id] = Press(interaction, interaction.user, channel, now)
        while (oldest := next(iter(self._last.values()))).at < now - KEPT:
            del self._last[oldest.person]

    def since(self, moment: datetime) -> Iterator[Press]:
        """Yield each person's last press, if it came after a moment and was answered."""
        return (press for press in self._last.values() if press.at > moment and press.interaction.response.is_done())
