"""The names of commands and options: Dutch, with English ones through Discord's localisation."""

import discord
from discord import app_commands

from bot.content.texts import say
from bot.core.words.text import Sentence, Text


def named(dutch: str, english: str) -> app_commands.locale_str:
    """Return the name of a command or option: Dutch, with an English one for Discord clients in English."""
    return app_commands.locale_str(dutch, english=english)


def described(english: str | Text) -> app_commands.locale_str:
    """Return the description of a command or option: Dutch from the catalogue, English for English clients."""
    text: Text = Sentence(english) if isinstance(english, str) else english
    return app_commands.locale_str(say(text), english=say(text, "en"))


class CommandNames(app_commands.Translator):
    """Translator that gives Discord the English names and descriptions of the commands."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the English text for English clients, or None, which keeps the Dutch one."""
        if locale in (discord.Locale.american_english, discord.Locale.british_english):
            english: str | None = string.extras.get("english")
            return english
        return None
