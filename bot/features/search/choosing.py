"""What is offered while somebody types a filter of a search."""

from discord.app_commands import Choice

from bot.core.evening import seasons as season_rules
from bot.core.kinds import KINDS, called
from bot.core.words.plain import plain
from bot.platform import limits
from bot.platform.answers import Interaction, voice_of
from bot.platform.text import unchanged
from bot.platform.views import label
from bot.storage import meetups


async def kinds(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Return the kinds with these letters in their name."""
    say = await voice_of(interaction)
    names = {kind: say(called(kind)) for kind in KINDS}
    return [Choice(name=name, value=kind) for kind, name in names.items() if plain(typed) in plain(name)]


def themes(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Return the themes with these letters in their title."""
    titles = {slug: theme.title for slug, theme in interaction.client.library.themes().items()}
    fitting = {slug: title for slug, title in titles.items() if plain(typed) in plain(unchanged(title))}
    return [Choice(name=label(title, limits.OPTION), value=slug) for slug, title in fitting.items()][: limits.OPTIONS]


def provinces(typed: str) -> list[Choice[str]]:
    """Return the provinces with these letters in their name."""
    return [Choice(name=name, value=name) for name in season_rules.provinces_with(typed)]


async def seasons(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Return the seasons of the server with these digits, the newest first."""
    found = await meetups.seasons(interaction.client.db.read, interaction.guild_id or 0)
    return [Choice(name=season, value=season) for season in found if plain(typed) in plain(season)][: limits.OPTIONS]
