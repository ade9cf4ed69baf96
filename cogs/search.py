"""/zoek and /oogst zoek: find what people brought in at all meetups of the server."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.core.people.searches import LONGEST, Filters
from bot.core.words.typed import Typed
from bot.features.search import choosing, finding
from bot.platform import limits
from bot.platform.answers import Interaction
from bot.platform.app import App
from bot.platform.doors import For, opens_to
from bot.platform.lasting import LastingButton
from bot.platform.names import described, named

Words = app_commands.Range[str, 1, LONGEST]
Filter = app_commands.Range[str, 0, limits.OPTION]
Command = TypeVar("Command", bound=Callable[..., Any])


def _options(command: Command) -> Command:
    """Name the options of a search."""
    command = app_commands.rename(
        words=named("woorden", "words"),
        kind=named("soort", "kind"),
        theme=named("thema", "theme"),
        province=named("provincie", "province"),
        season=named("seizoen", "season"),
    )(command)
    return app_commands.describe(
        words=described("One word or more, as you would say them; capitals and accents don't matter"),
        kind=described("Only this kind, such as #werkt"),
        theme=described("Only this theme"),
        province=described("Only meetups in this province"),
        season=described("Only meetups of this season, such as 2026-2027"),
    )(command)


@app_commands.command(
    name=named("zoek", "search"),
    description=described("Find what already works, at all meetups here"),
    extras=opens_to(For.EVERYBODY),
)
@_options
async def search(
    interaction: Interaction,
    words: Words,
    kind: Filter = "",
    theme: Filter = "",
    province: Filter = "",
    season: Filter = "",
) -> None:
    """Answer with what everybody may read."""
    filters = Filters(Typed(kind), Typed(theme), Typed(province), Typed(season))
    await finding.search(interaction, Typed(words), filters, public=True)


@app_commands.command(
    name=named("zoek", "search"), description=described("Find anything that people brought in, at all meetups here")
)
@_options
async def search_all(
    interaction: Interaction,
    words: Words,
    kind: Filter = "",
    theme: Filter = "",
    province: Filter = "",
    season: Filter = "",
) -> None:
    """Answer a moderator with everything."""
    filters = Filters(Typed(kind), Typed(theme), Typed(province), Typed(season))
    await finding.search(interaction, Typed(words), filters, public=False)


@search.autocomplete("kind")
@search_all.autocomplete("kind")
async def _kinds(interaction: Interaction, typed: str) -> list[Choice[str]]:
    return await choosing.kinds(interaction, typed)


@search.autocomplete("theme")
@search_all.autocomplete("theme")
async def _themes(interaction: Interaction, typed: str) -> list[Choice[str]]:
    return choosing.themes(interaction, typed)


@search.autocomplete("province")
@search_all.autocomplete("province")
async def _provinces(interaction: Interaction, typed: str) -> list[Choice[str]]:
    return choosing.provinces(typed)


@search.autocomplete("season")
@search_all.autocomplete("season")
async def _seasons(interaction: Interaction, typed: str) -> list[Choice[str]]:
    return await choosing.seasons(interaction, typed)


class PageButton(LastingButton, template=finding.PAGE, open_to=For.OWN):
    """Button that turns the pages of a search."""

    async def pressed(self, interaction: discord.Interaction[Any], search: int, page: int) -> None:
        """Show that page."""
        await finding.show(interaction, search, page)


async def setup(bot: App) -> None:
    """Add the commands and the button to the bot; called by discord.py."""
    bot.tree.add_command(search)
    cast(app_commands.Group, bot.tree.get_command("oogst")).add_command(search_all)
    bot.add_dynamic_items(PageButton)
