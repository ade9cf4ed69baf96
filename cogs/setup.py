"""The form of /meetup instellen, filled in. For who manages the server."""

from typing import Any

import discord

from bot import forms, setting_up
from bot.client import MeetupBot
from bot.core.privacy import read_days
from bot.core.words import Refusal, Text
from bot.replies import LastingForm
from bot.setting_up import Wish
from bot.texts import LANGUAGES


class SetupForm(LastingForm):
    """Everything a server chooses."""

    template = forms.SETUP

    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        """Keep what can be read, and say what can't."""
        setting_up.organiser(interaction)
        days: int | None = None
        problems: tuple[Text, ...] = ()
        try:
            days = read_days(self.fields["bewaren"])
        except Refusal as refusal:
            problems = (refusal.text,)
        role, language = self.fields["rol"], self.fields["taal"]
        wish = Wish(
            role=int(role) if role.isdecimal() else 0,
            language=language if language in LANGUAGES else None,
            keep_days=days,
            shows_names=bool(self.fields["namen"]),
            makes_role=bool(self.fields["maak"]),
            problems=problems,
        )
        await setting_up.carry_out(interaction, wish, int(self.match["seen"]))


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.forms.append(SetupForm)
