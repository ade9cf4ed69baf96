"""The command ``page``: makes the #morgen page, and says what is on it and what was left out."""

from pathlib import Path
from typing import Annotated

import typer

from bot import settings as configuration
from bot.cli.bundling import tell, watching
from bot.cli.clock import now
from bot.content.texts import say
from bot.core.evening.seasons import season_of
from bot.core.words.text import ngettext
from bot.core.words.typed import Typed
from bot.harvest.bundle.collecting import Collector
from bot.harvest.bundle.files import Wish
from bot.harvest.page import making
from bot.terminal import dutch, in_words


@in_words
async def page(
    sources: Annotated[list[Path], typer.Argument(help=dutch("Folders of harvests, files oogst.json, databases."))],
    out: Annotated[Path | None, typer.Option(help=dutch("The file; else data/oogst/morgen.html."))] = None,
    season: Annotated[str, typer.Option(help=dutch("Only meetups of this season, such as 2026-2027."))] = "",
    title: Annotated[str, typer.Option(help=dutch("The title of the page."))] = "",
) -> None:
    """Write the page and print its path; with exit code 1 where a source could not be read.

    Raises Refusal for a wrong season, where there is no meetup, and where it can't be written; then nothing is.
    """
    settings, made_at = configuration.load(), now()
    wish = Wish(Typed(title).line, season_of(Typed(season)))
    with watching() as progress:

        async def read(collector: Collector) -> None:
            await collector.read(sources, made_at, settings.zone, progress)

        made = await making.make(
            read, out or settings.harvest_dir / making.NAME, wish, made_at, settings.zone, progress
        )
    typer.echo(made.path)
    typer.echo(say(ngettext("One text stands on it.", "{n} texts stand on it.", made.texts)))
    tell(made.remarks, made.rejected)
