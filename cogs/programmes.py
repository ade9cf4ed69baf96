"""/programma: the programmes of a server's own, and the shipped ones. For moderators."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.core.words.plain import plain
from bot.core.words.typed import Typed
from bot.features.meetups import planning
from bot.features.programmes import block_forms, editing, loading, showing
from bot.platform import hidden, limits
from bot.platform.answers import Interaction, voice_of
from bot.platform.app import App
from bot.platform.lasting import LastingButton, LastingForm
from bot.platform.names import described, named

PROGRAMME = named("programma", "programme")
WHICH = described("Which programme (run of show)?")


@app_commands.default_permissions(hidden.RIGHT)
class ProgrammeCog(
    commands.GroupCog,
    group_name=PROGRAMME,
    group_description=described("Programmes: load your own, look at them, copy and remove them"),
):
    """The commands under /programma."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @app_commands.command(name=named("laad", "load"), description=described("Keep a programme of your own"))
    @app_commands.rename(file=named("bestand", "file"), name=named("naam", "name"))
    @app_commands.describe(
        file=described("The file that ends in .yaml"), name=described("Under which name? Empty: that of the file")
    )
    async def load(self, interaction: Interaction, file: discord.Attachment, name: Range[str, 0, 50] = "") -> None:
        """Keep the attached programme, or answer with its mistakes."""
        await loading.load(interaction, file, Typed(name))

    @app_commands.command(name=named("lijst", "list"), description=described("All programmes to choose from"))
    async def list_all(self, interaction: Interaction) -> None:
        """Answer with the programmes of the server and the shipped ones."""
        await loading.show_list(interaction)

    @app_commands.command(name=named("toon", "show"), description=described("A programme with its times and file"))
    @app_commands.rename(programme=PROGRAMME, start=named("start", "start"))
    @app_commands.describe(
        programme=WHICH, start=described("When? For example 19:30, morgen half acht or 25-11-2026 19:30")
    )
    async def show(self, interaction: Interaction, programme: str, start: Range[str, 0, 60] = "") -> None:
        """Answer with its blocks and their times, and its file."""
        await showing.show(interaction, programme, Typed(start))

    @app_commands.command(name=named("kopieer", "copy"), description=described("Copy a programme, to change it"))
    @app_commands.rename(programme=PROGRAMME, title=named("titel", "title"))
    @app_commands.describe(programme=WHICH, title=described("The title of the copy"))
    async def copy(self, interaction: Interaction, programme: str, title: Range[str, 1, 90]) -> None:
        """Keep it under another title."""
        await loading.copy(interaction, programme, Typed(title))

    @app_commands.command(name=named("wijzig", "change"), description=described("Change a block in a form"))
    @app_commands.rename(programme=PROGRAMME, block=named("blok", "block"), table=named("tafel", "table"))
    @app_commands.describe(
        programme=WHICH,
        block=described("Which block? Its number or title; empty for the first"),
        table=described("What one table has: its text, questions and link"),
    )
    async def change(
        self,
        interaction: Interaction,
        programme: str,
        block: Range[str, 0, 100] = "",
        table: Range[str, 0, 100] = "",
    ) -> None:
        """Show the form of the block, or of the table."""
        await editing.show_form(interaction, programme, Typed(block), Typed(table))

    @app_commands.command(name=named("verwijder", "remove"), description=described("Remove a programme of this server"))
    @app_commands.rename(programme=PROGRAMME)
    @app_commands.describe(programme=WHICH)
    async def remove(self, interaction: Interaction, programme: str) -> None:
        """Ask whether to remove it; the button under the answer does."""
        await loading.ask_to_remove(interaction, programme)

    @show.autocomplete("programme")
    @copy.autocomplete("programme")
    @change.autocomplete("programme")
    @remove.autocomplete("programme")
    async def _programmes(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        found = await planning.offered(self.bot, interaction.guild_id or 0, await voice_of(interaction))
        fits = ((name, title) for name, title in found.items() if plain(typed) in plain(f"{name} {title}"))
        return [Choice(name=title, value=name) for name, title in fits][: limits.OPTIONS]


class RemoveButton(LastingButton, template=loading.REMOVE):
    """Button that removes a programme of the server."""

    async def pressed(self, interaction: discord.Interaction[Any], name: str, seen: int | None) -> None:
        """Remove it, and hand it over once more."""
        await loading.remove(interaction, name, seen)


class ChangeForm(LastingForm, template=editing.SENT):
    """Form of a block of a programme."""

    async def submitted(self, interaction: discord.Interaction[Any], block: int, version: int, name: str) -> None:
        """Keep the programme with it."""
        values = {key: self.typed(key) for key in block_forms.FIELDS if self.has(key)}
        await editing.change(interaction, name, editing.Place(block), version, values)


class ChangeTableForm(LastingForm, template=editing.TABLE_SENT):
    """Form with what a table of a programme has."""

    async def submitted(
        self, interaction: discord.Interaction[Any], block: int, room: int, version: int, name: str
    ) -> None:
        """Keep the programme with it."""
        values = {key: self.typed(key) for key in ("tekst", "vragen", "richtingen", "url")}
        await editing.change(interaction, name, editing.Place(block, room), version, values)


async def setup(bot: App) -> None:
    """Add the cog and the button to the bot; called by discord.py."""
    bot.add_dynamic_items(RemoveButton)
    await bot.add_cog(ProgrammeCog(bot))
