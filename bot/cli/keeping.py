"""Commands for whoever looks after a bot: how it is, and copies of its database."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import settings as configuration
from bot.cli.clock import now
from bot.content.texts import say
from bot.core.words.text import _, ngettext
from bot.storage.file import rotation
from bot.storage.file.backup import copy
from bot.terminal import CONFIGURATION_ERROR, NEEDS_SOMEBODY, dutch, in_words


@in_words
async def backup(
    place: Annotated[
        Path | None,
        typer.Argument(help=dutch("A new file, or a folder that keeps the newest copies; else BACKUP_DIR.")),
    ] = None,
    keep: Annotated[
        int | None, typer.Option(min=1, help=dutch("How many copies stay in the folder; else BACKUP_KEEP."))
    ] = None,
) -> None:
    """Copy the database and print what the copy holds; in a folder, remove its oldest copies beyond ``keep``.

    On failure no copy is left, and no other is removed.
    """
    settings = configuration.load()
    if place is None or place.is_dir():
        rotated = await asyncio.to_thread(
            rotation.add, settings.database, place or settings.backups, keep or settings.backup_keep, now()
        )
        made, rows, gone = rotated.made, rotated.rows, rotated.gone
    else:
        made, rows, gone = place, await asyncio.to_thread(copy, settings.database, place), ()
    told = _(
        "{path}: a whole copy, looked at, with {meetups} and {contributions}.",
        path=made,
        meetups=ngettext("one meetup", "{n} meetups", rows["meetups"]),
        contributions=ngettext("one contribution", "{n} contributions", rows["contributions"]),
    )
    typer.echo(say(told))
    for old in gone:
        typer.echo(say(_("{path}: an old copy, removed.", path=old)))


@in_words
async def status() -> None:
    """Print how the bot on the database is.

    Exit code 1 where a person should look, 2 where no bot runs.
    """
    from bot.features.checks import health

    found = await health.look(configuration.load(), now())
    for finding in found.findings:
        typer.echo(f"{finding.mark} {say(finding.text)}", err=finding.fine is False)
    if not found.runs:
        raise typer.Exit(CONFIGURATION_ERROR)
    if found.needs_somebody:
        raise typer.Exit(NEEDS_SOMEBODY)
