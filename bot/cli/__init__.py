"""Command line of the bot. Builds settings, database, texts, clock and bot; runs the command; closes them.

Exit code 0 on success, 2 on a usage or configuration error, with one clear line on stderr and no traceback.
"""

import asyncio
import contextlib
import logging
import os
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from bot import settings as configuration
from bot.cli import bundling, keeping, overviewing, paging
from bot.cli.clock import now
from bot.content.library import Library
from bot.content.texts import say
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest import earlier, files
from bot.harvest.gathering import gather
from bot.harvest.printed import PRINTED
from bot.storage import meetups
from bot.storage.database import reading
from bot.terminal import CONFIGURATION_ERROR, complain, dutch, in_words

app = typer.Typer(
    help=dutch("Runs an online meetup on Discord that ends in things people do tomorrow."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
GONE_WITHIN = 5.0  # seconds after a signal to end


@app.command(help=dutch("Connect to Discord and run the meetups."))
@in_words
async def run(
    wall: Annotated[
        str, typer.Option(help=dutch("Serve the wall for a big screen at this address, such as 127.0.0.1:8700."))
    ] = "",
) -> None:
    """Connect with the token and run until SIGTERM or SIGINT; where Discord or the database is away, keep trying.

    Raises Refusal when there is no token, or Discord refuses it or the Message Content intent.
    """
    import discord

    from bot.cli import walling
    from bot.connecting import opened, stay
    from bot.monitoring import Monitoring
    from bot.platform import logs
    from bot.upkeep import Upkeep

    settings = walling.placed(configuration.load(), wall)
    token = settings.token()
    file = Path(settings.log_file) if settings.log_file else None
    logs.set_up(settings.log_level, as_json=settings.log_format == "json", file=file)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot plays no sound
    leaving = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.unhandled)
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers; there Ctrl-C is enough
            loop.add_signal_handler(name, _leave, leaving)
    db, library = await opened(settings.database, leaving, now), Library()
    if db is None:
        return
    upkeep = Upkeep(db, settings, now)
    looking_after = asyncio.create_task(upkeep.forever())
    try:
        async with Monitoring(db, settings, upkeep, now).listening(), walling.walls(db, settings, token) as on_wall:
            await stay(lambda bot: on_wall(upkeep.of(bot(db, settings, now, library))), token, leaving, now)
    except Refusal as refusal:  # a log in a file has to tell it too
        logging.getLogger(__name__).critical("the bot ends, and somebody has to look: %s", refusal)
        raise
    finally:
        looking_after.cancel()
        await asyncio.gather(looking_after, return_exceptions=True)
        await upkeep.end()
        await db.close()


def _leave(leaving: asyncio.Event) -> None:
    """Begin an orderly end, and kill the process after ``GONE_WITHIN`` seconds if something hangs.

    Killing it is safe: everything that was acknowledged is on disk already.
    """
    last_resort = threading.Timer(GONE_WITHIN, os._exit, (1,))
    last_resort.daemon = True
    last_resort.start()
    leaving.set()


@app.command(help=dutch("Rehearse a whole meetup without Discord: simulated people, faster than real time."))
@in_words
async def rehearse(
    programme: Annotated[str, typer.Option(help=dutch("Name or file of a programme."))] = "provinciale-meetup",
    people: Annotated[int, typer.Option(min=1, max=2000, help=dutch("How many simulated people."))] = 40,
    chat: Annotated[
        Path | None, typer.Option(help=dutch("Your own chat lines, each as “Name: message” (UTF-8)."))
    ] = None,
    seed: Annotated[int, typer.Option(help=dutch("The same seed gives the same evening."))] = 1,
    out: Annotated[Path | None, typer.Option(help=dutch("Where the harvest goes."))] = None,
) -> None:
    """Play a whole meetup offline with simulated people, the real cogs and the real runner.

    Raises Refusal when the packages of the rehearsal are not installed.
    """
    try:
        from bot.rehearsal.evening import Options, rehearse_evening
    except ModuleNotFoundError as error:
        raise Refusal(
            _("The rehearsal needs the package {package}. Run `make` first, and use .venv/bin/python.",
              package=error.name or "?")
        ) from None  # fmt: skip
    settings = configuration.load()
    await rehearse_evening(
        Options(programme, people, chat, seed, out or settings.harvest_dir / "repetitie", settings.zone)
    )


@app.command(
    "try", help=dutch("Walk through an evening in your browser without Discord, as moderator and participant.")
)
@in_words
async def try_out(
    programme: Annotated[str, typer.Option(help=dutch("Name or file of a programme."))] = "provinciale-meetup",
    people: Annotated[int, typer.Option(min=0, max=125, help=dutch("How many simulated people."))] = 12,
    port: Annotated[int, typer.Option(min=0, max=65535, help=dutch("The port of the page on this computer."))] = 8600,
) -> None:
    """Serve the page on loopback until Ctrl-C. Raises Refusal for a taken port, and where the extra is missing."""
    try:
        from bot.rehearsal import page, trying

        trying.require_preview()
    except ModuleNotFoundError as error:
        raise Refusal(
            _("Trying an evening needs the package {package}. Run `make try`, which installs it.",
              package=error.name or "?")
        ) from None  # fmt: skip
    options = trying.Options(programme, people, configuration.load().zone)
    async with trying.trial(options) as trial, page.serving(trial, port) as address:
        typer.echo(say(_("Open {address} in your browser. Ctrl-C ends it.", address=address)))
        await trying.run_until_interrupted(trial)


@app.command(help=dutch("Write the harvest of a past meetup again."))
@in_words
async def export(
    meetup: Annotated[str, typer.Argument(help=dutch("The number of the meetup; without one: a list."))] = "",
    format: Annotated[
        list[str] | None,
        typer.Option(help=dutch("json, csv, xlsx, md, pdf, poster or plan; may be given more than once.")),
    ] = None,
    anonymous: Annotated[
        bool,
        typer.Option("--anonymous", help=dutch("Leave out all names, and what is kept back; in files of their own.")),
    ] = False,
    out: Annotated[Path | None, typer.Option(help=dutch("Where the harvest goes."))] = None,
) -> None:
    """Write the harvest of a meetup in the database as files, and print their paths.

    Raises Refusal for an unknown format, a missing database, and a number that is no meetup of it.
    """
    settings = configuration.load()
    unknown = [name for name in format or () if name not in (*files.FORMATS, *PRINTED)]
    if unknown:
        raise Refusal(
            _(
                "There is no format “{name}”. Choose from: {known}.",
                name=Typed(unknown[0]),
                known=", ".join((*files.FORMATS, *PRINTED)),
            )
        )
    if not settings.database.is_file():
        raise Refusal(_("There is no database at {path} yet, so nothing to export.", path=settings.database))
    async with reading(settings.database) as db:
        known = await meetups.newest(db, 20)
        chosen = await meetups.get(db, int(meetup)) if meetup.isdecimal() and len(meetup) < 10 else None
        if chosen is None and not known:
            raise Refusal(_("There is no meetup in {path} yet, so nothing to export.", path=settings.database))
        if chosen is None:
            raise Refusal(
                _(
                    "There is no meetup “{name}”. Known: {known}.",
                    name=Typed(meetup),
                    known=Text.join("; ", (Text.of(f"{item.id} = ", item.title) for item in known)),
                )
            )
        chosen.must_be_readable()
        async with gather(db, chosen, now()) as found:
            harvest = found.without_names() if anonymous else found
            folder = out or settings.harvest_dir
            for path in await files.write(harvest, folder, settings.zone, format or ()):
                typer.echo(path)
    try:
        earlier.remember(settings.harvest_dir, folder)
    except OSError:
        typer.echo(
            say(_("I can't note where these files are, so I can't renew them when somebody is erased.")), err=True
        )


app.command(help=dutch("Bundle the harvests of many meetups, of any server, in one."))(bundling.bundle)
app.command(help=dutch("Make the #morgen page: one file for a browser, with what everybody may read."))(paging.page)
app.command(help=dutch("Copy the database, also while the bot runs; the copy is looked at afterwards."))(keeping.backup)
app.command(help=dutch("Go back to a copy of the database; with --dry-run only tell what would be lost."))(
    keeping.restore
)
app.command(help=dutch("Tell how the running bot is: 0 all is well, 1 somebody should look, 2 it does not run."))(
    keeping.status
)
app.command(help=dutch("Tell what all servers of the bot did, what is planned, and what waits there."))(
    overviewing.overview
)


@app.command(help=dutch("Look whether programme and theme files are right."))
def validate(
    files: Annotated[list[Path], typer.Argument(help=dutch("Programme or theme files."))],
) -> None:
    """Check programme and theme files. Prints every mistake with file, line, key and what to do.

    Exit code 2 when a file has a mistake.
    """
    library = Library()
    wrong = 0
    for path in files:
        mistakes = library.check(path)
        for mistake in mistakes:
            complain(mistake.sentence)
        wrong += bool(mistakes)
        if not mistakes:
            typer.echo(say(_("{file}: right.", file=path)))
            for remark in library.remarks(path):
                typer.echo(say(remark.sentence))
    if wrong:
        complain(ngettext("One file is not right yet.", "{n} files are not right yet.", wrong))
        raise typer.Exit(CONFIGURATION_ERROR)


@app.command(help=dutch("Look whether everything is ready: settings, files, database, token, rights."))
@in_words
async def check() -> None:
    """Print every finding about the installation, and the invite link with the exact rights.

    Raises Refusal if a finding is bad.
    """
    from bot.features.checks.installation import findings

    bad = False
    async for finding in findings(now):
        typer.echo(f"{finding.mark} {say(finding.text)}", err=finding.fine is False)
        bad = bad or finding.fine is False
    if bad:
        raise Refusal(_("Not everything is ready yet; see the lines with ✗."))
