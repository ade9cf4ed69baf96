"""Commands for whoever looks after a bot: how it is, and copies of its database."""

import asyncio
import contextlib
from collections.abc import Iterable
from datetime import timedelta, tzinfo
from pathlib import Path
from typing import Annotated

import typer

from bot import settings as configuration
from bot.cli.clock import now
from bot.content.texts import say
from bot.content.times import day_and_time
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.storage import personal
from bot.storage.database import Database
from bot.storage.file import erased, restoring, rotation
from bot.storage.file.backup import copy
from bot.storage.file.lock import only_bot
from bot.storage.file.restoring import Contents
from bot.terminal import CONFIGURATION_ERROR, NEEDS_SOMEBODY, dutch, in_words

SKEW = timedelta(minutes=2)  # a copy is made up to a minute after the last moment in it


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
    typer.echo(say(_whole(made, rows["meetups"], rows["contributions"])))
    for old in gone:
        typer.echo(say(_("{path}: an old copy, removed.", path=old)))


@in_words
async def restore(
    file: Annotated[Path, typer.Argument(help=dutch("A copy of the database."))],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=dutch("Only tell what is in it, and what would be lost."))
    ] = False,
) -> None:
    """Put a copy in place of the database, which stays beside it; tell what is in it and what is lost.

    Raises Refusal while a bot runs, and for a file that can't be used.
    """
    settings = configuration.load()
    database = settings.database
    with contextlib.nullcontext() if dry_run else only_bot(database):
        copied = await asyncio.to_thread(restoring.contents, file)
        typer.echo(say(_whole(file, len(copied.meetups), len(copied.texts))))
        typer.echo(say(_("It is of {time} or a little later.", time=day_and_time(copied.last, settings.zone))))
        if database.exists():
            for line in await asyncio.to_thread(_lost, database, copied, settings.zone):
                typer.echo(say(line))
        again = await asyncio.to_thread(erased.since, file.parent, copied.last - SKEW)
        if dry_run:
            typer.echo(say(_("Nothing was changed. Without --dry-run this copy is put in place.")))
            return
        aside = await asyncio.to_thread(restoring.put, file, database, copied.last, now())
    typer.echo(say(_("{path}: put in place. Start the bot: it reads back what was said in the chat.", path=database)))
    if again:
        await _erase(database, again)
        typer.echo(
            say(ngettext("One person who was erased since is erased again.",
                         "{n} people who were erased since are erased again.", len(again)))
        )  # fmt: skip
    typer.echo(say(_("Who withdrew something after the copy was made has to do so again: tell them.")))
    if aside:
        typer.echo(say(_("{path}: the database as it was.", path=aside)))


async def _erase(database: Path, people: Iterable[int]) -> None:
    db = await Database.open(database)
    try:
        async with db.transaction() as transaction:
            for person in people:
                await personal.erase(transaction, person)
        await db.forget_log()
    finally:
        await db.close()


def _whole(path: Path, meetups: int, contributions: int) -> Text:
    return _(
        "{path}: a whole copy, looked at, with {meetups} and {contributions}.",
        path=path,
        meetups=ngettext("one meetup", "{n} meetups", meetups),
        contributions=ngettext("one contribution", "{n} contributions", contributions),
    )


def _lost(database: Path, copied: Contents, zone: tzinfo) -> list[Text]:
    """Return what the database of now has that a copy has not."""
    try:
        lost = restoring.loss(restoring.contents(database), copied)
    except Refusal as refusal:
        return [_("What is lost can't be told: {why}", why=refusal.text)]
    lines: list[Text] = [
        _("Lost: the meetup {title} of {time}.", title=title, time=day_and_time(start, zone))
        for title, start in lost.meetups
    ]
    if lost.texts:
        lines.append(ngettext("Lost: one contribution.", "Lost: {n} contributions.", lost.texts))
    if lost.changed:
        lines.append(
            ngettext("One contribution becomes again what it was.", "{n} contributions become again what they were.",
                     lost.changed)
        )  # fmt: skip
    if lost.back:
        lines.append(
            ngettext("One contribution that was withdrawn or erased since comes back: remove it again.",
                     "{n} contributions that were withdrawn or erased since come back: remove them again.", lost.back)
        )  # fmt: skip
    return lines or [_("Nothing is lost: all that is in the database is in the backup too.")]


@in_words
async def status() -> None:
    """Print how the bot on the database is.

    Exit code 1 where a person should look, 2 where no bot runs.
    """
    from bot.features.checks import health

    settings, moment = configuration.load(), now()
    facts = await health.look(settings, moment)
    found = health.findings(facts, settings, moment)
    for finding in found:
        typer.echo(f"{finding.mark} {say(finding.text)}", err=finding.fine is False)
    if not facts.runs(moment):
        raise typer.Exit(CONFIGURATION_ERROR)
    if any(finding.fine is False for finding in found):
        raise typer.Exit(NEEDS_SOMEBODY)
