"""The form of /meetup instellen, for people who manage the server."""

from typing import Any

import discord

from bot.content.texts import LANGUAGES
from bot.core.people.privacy import read_days
from bot.core.words.text import Refusal, Text
from bot.features.meetups import setting_up
from bot.features.meetups import views as meetup_views
from bot.features.meetups.setting_up import Wish
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingForm


class SetupForm(LastingForm, template=meetup_views.SETUP, open_to=For.ORGANISERS):
    """Form with all settings of a server."""

    async def submitted(self, interaction: discord.Interaction[Any], seen: int) -> None:
        """Store the choices that can be read, and say which could not."""
        days: int | None = None
        problems: tuple[Text, ...] = ()
        try:
            days = read_days(self.typed("bewaren"))
        except Refusal as refusal:
            problems = (refusal.text,)
        role, language = "".join(self.chosen("rol")[:1]), "".join(self.chosen("taal")[:1])
        wish = Wish(
            role=int(role) if role.isdecimal() else 0,
            language=language if language in LANGUAGES else None,
            keep_days=days,
            shows_names=self.is_ticked("namen"),
            makes_role=self.is_ticked("maak"),
            problems=problems,
        )
        await setting_up.carry_out(interaction, wish, seen)


async def setup(bot: App) -> None:
    """Do nothing: importing this module makes the form known. Called by discord.py."""
