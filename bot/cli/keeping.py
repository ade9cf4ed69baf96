"""Commands about what is kept: copies of the database."""

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
from bot.terminal import dutch, in_words


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
