"""The command ``overview``: all servers of a bot at a glance, and as a table for a spreadsheet."""

from pathlib import Path
from typing import Annotated

import typer

from bot import settings as configuration
from bot.cli.clock import now
from bot.content.texts import DEFAULT, bare, say, voice
from bot.core.evening.seasons import season_of
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.storage.database import reading
from bot.terminal import dutch, in_words


@in_words
async def overview(
    season: Annotated[str, typer.Option(help=dutch("Only meetups of this season, such as 2026-2027."))] = "",
    csv: Annotated[
        Path | None, typer.Option(help=dutch("Also write it as a table for a spreadsheet, to FILE.csv."))
    ] = None,
) -> None:
    """Print what each server did and what waits there, also while the bot runs.

    Raises Refusal where there is no database, for a wrong season, and where the table can't be written.
    """
    from bot.features.checks import overview as look

    settings, wanted = configuration.load(), season_of(Typed(season))
    if not settings.database.is_file():
        raise Refusal(_("There is no database at {path} yet, so no bot has run here.", path=settings.database))
    async with reading(settings.database) as db:
        found = await look.gather(db, now(), wanted, settings.left_server_days, settings.zone)
    for line in look.lines(found, wanted, settings.zone):
        typer.echo(say(line))
    if csv is not None:
        look.write(found, voice(DEFAULT, bare), settings.zone, csv)
        typer.echo(csv)
    typer.echo(say(_("All harvests in one: `python -m bot bundle {path}`.", path=settings.database)))
