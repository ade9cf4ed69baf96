"""/mijn: what is mine. Everybody's own contributions and own language."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot import panels
from bot.client import MeetupBot
from bot.core.words import _, ngettext
from bot.names import described, named
from bot.replies import Interaction, LastingButton, answer, bot_of, quoted, voice_of
from bot.storage import contributions, people
from bot.texts import LANGUAGES, stamp, voice

ON_PAGE = 4  # five rows of buttons fit, and one is for the way to the next page
SHOWN = 350  # characters of each contribution


async def show(interaction: discord.Interaction[Any], page: int = 0) -> None:
    """One page of one's own contributions, the newest first, each with its buttons."""
    items = await contributions.of_author(bot_of(interaction).db.read, interaction.user.id)
    say = await voice_of(interaction)
    if not items:
        await answer(
            interaction,
            _("You have not brought in anything yet. Write **#morgen** with what you will do, or use `/morgen`."),
        )
        return
    pages = (len(items) - 1) // ON_PAGE + 1
    page = min(page, pages - 1)
    lines = [say(ngettext("You brought in one contribution:", "You brought in {n} contributions:", len(items)))]
    numbered = list(enumerate(items, start=1))[page * ON_PAGE : (page + 1) * ON_PAGE]
    for number, item in numbered:
        lines.append(f"**{number}. #{item.kind.value}** {stamp(item.said_at, 'R')}")
        lines.append(quoted(item.text, SHOWN))
    buttons = panels.mine([(number, item.id) for number, item in numbered], page, pages, say)
    await answer(interaction, "\n".join(lines), buttons)


class MineButton(LastingButton, template=panels.MINE):
    """Shows one's own contributions."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page that the button asks for."""
        await show(interaction, int(self.match["page"] or 0))


class MineCog(
    commands.GroupCog,
    group_name=named("mijn", "my"),
    group_description=described("Your own contributions and your language"),
):
    """What is mine."""

    def __init__(self, bot: MeetupBot) -> None:
        self.bot = bot

    @app_commands.command(
        name=named("bijdragen", "contributions"),
        description=described("See, change or withdraw what you brought in"),
    )
    async def contributions(self, interaction: Interaction) -> None:
        """List, change, withdraw."""
        await show(interaction)

    @app_commands.command(name=named("taal", "language"), description=described("In which language do I talk to you?"))
    @app_commands.rename(language=named("taal", "language"))
    @app_commands.describe(language=described("Your language"))
    @app_commands.choices(language=[Choice(name=name, value=code) for code, name in LANGUAGES.items()])
    async def language(self, interaction: Interaction, language: Choice[str]) -> None:
        """Choose a language for oneself."""
        async with self.bot.db.transaction() as db:
            await people.choose_language(db, interaction.user.id, language.value)
        await answer(interaction, voice(language.value)(_("From now on I talk English to you.")))


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(MineButton)
    await bot.add_cog(MineCog(bot))
