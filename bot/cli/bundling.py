"""The command ``bundle``: makes the bundle with a progress bar, and says what was made and what was left out."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import settings as configuration
from bot.cli.clock import now
from bot.content.texts import say
from bot.core.evening.seasons import season_of
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.bundle import files
from bot.harvest.bundle.collecting import Collector
from bot.harvest.bundle.collecting import Progress as Watch
from bot.harvest.bundle.labels import read as read_labels
from bot.harvest.bundle.sources import Rejected
from bot.terminal import complain, dutch, in_words

NOT_ALL = 1  # exit code where a source was left out


@in_words
async def bundle(
    sources: Annotated[list[Path], typer.Argument(help=dutch("Folders of harvests, files oogst.json, databases."))],
    out: Annotated[Path | None, typer.Option(help=dutch("Where the bundle goes; else data/oogst/bundel."))] = None,
    season: Annotated[str, typer.Option(help=dutch("Only meetups of this season, such as 2026-2027."))] = "",
    title: Annotated[str, typer.Option(help=dutch("The title of the bundle."))] = "",
    labels: Annotated[Path | None, typer.Option(help=dutch("A labels.csv with labels filled in."))] = None,
) -> None:
    """Bundle sources and print the paths of the files; with exit code 1 where a source could not be read.

    Raises Refusal for a wrong season or file of labels, where there is nothing to bundle, and where it can't be
    written; then nothing is.
    """
    settings, made_at = configuration.load(), now()
    given = read_labels(labels) if labels else None
    wish = files.Wish(Typed(title).line, season_of(Typed(season)), given)
    with watching() as progress:

        async def read(collector: Collector) -> None:
            await collector.read(sources, made_at, settings.zone, progress)

        made = await files.make(read, out or settings.harvest_dir / "bundel", wish, made_at, settings.zone, progress)
    for path in made.files:
        typer.echo(path)
    meetups = ngettext("one meetup", "{n} meetups", made.meetups)
    contributions = ngettext("one contribution", "{n} contributions", made.contributions)
    typer.echo(say(_("Bundled: {meetups} with {contributions}.", meetups=meetups, contributions=contributions)))
    tell(made.remarks, made.rejected)


def tell(remarks: Iterable[Text], rejected: Sequence[Rejected]) -> None:
    """Say on stderr what to know about what was made, and what could not be read: then exit with ``NOT_ALL``."""
    for remark in remarks:
        complain(remark)
    for one in rejected:
        complain(_("Left out: {why}", why=one.why))
    if rejected:
        raise typer.Exit(NOT_ALL)


@contextmanager
def watching() -> Iterator[Watch]:
    """Show a progress bar on stderr, and yield what moves it; nothing where that is no terminal."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("")
        yield lambda what, done, everything: bar.update(task, description=say(what), completed=done, total=everything)
