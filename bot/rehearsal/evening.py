"""One rehearsed evening in virtual time, from the programme file to the harvest files."""

import io
import logging
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from rich.console import Console

from bot.content.library import Library
from bot.content.mistakes import BrokenContent
from bot.content.texts import DEFAULT
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.evening.starting import read_start
from bot.core.programme.models import Programme
from bot.core.programme.shows import From
from bot.core.words.text import Refusal, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest import files
from bot.rehearsal.behaviour import Behaviour
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.screen import Screen
from bot.rehearsal.script import Script, read_chat, shipped
from bot.rehearsal.world import World
from bot.storage import contributions, meetups
from bot.storage.database import Database

PLANNED_AT, STARTS = "18:45", "19:30"
MEETUP, YOUTH_COUNCIL = "provinciale-meetup", "jongerenraad"  # what is played before a programme that shows it


@dataclass(frozen=True, slots=True)
class Options:
    """Options of ``python -m bot rehearse``."""

    programme: str
    people: int
    chat: Path | None
    seed: int
    out: Path
    zone: tzinfo


def _uids(programme: str, options: Options) -> Callable[[], str]:
    """Uids of meetups, which are the same when the same evening is rehearsed again."""
    dice = random.Random(repr((programme, options.people, options.chat, options.seed)))
    return lambda: f"{dice.getrandbits(128):032x}"


async def rehearse_evening(options: Options) -> None:
    """Play and print the evening. Raises Refusal for a wrong programme or chat file."""
    library, name = library_of(options.programme)
    programme = library.programme(name)
    chat = read_chat(options.chat) if options.chat else None
    files.check_writable(options.out)
    logging.getLogger("discord").setLevel(logging.ERROR)
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder, Screen(programme.language or DEFAULT, options.zone) as screen:
        db = await Database.open(Path(folder) / "rehearsal.sqlite3")
        try:
            async with World.open(db, options.out, options.zone, library) as world:
                world.bot.new_uid = _uids(name, options)
                script = shipped().shuffled(dice)
                for earlier in _earlier(programme):
                    await _play_before(world, dice, script, screen, options, earlier)
                crowd = Crowd(world, dice)
                behaviour = Behaviour(world, crowd, script, chat, screen, options.seed)
                await _play(world, crowd, behaviour, screen, options, name)
        finally:
            await db.close()


def library_of(programme: str) -> tuple[Library, str]:
    """Return the library, and the name of the programme in it.

    ``programme`` is a name, or a file that is added to the library. Raises BrokenContent for a wrong file.
    """
    path = Path(programme)
    if path.suffix not in (".yaml", ".yml") and not path.is_file():
        return Library(), programme
    library = Library(extra={path.stem: path})
    mistakes = library.check(path)
    if mistakes:
        raise BrokenContent(mistakes)
    return library, path.stem


def _earlier(programme: Programme) -> list[str]:
    """Return the programmes of the meetups that must have been, for what this one shows to be there."""
    shown = {block.show.source for block in programme.blocks if block.show}
    youth = [YOUTH_COUNCIL] * (From.YOUTH_COUNCIL in shown)
    return [*youth, *([MEETUP] * bool(shown & {From.PREVIOUS, From.SEASON}))]


async def _play_before(
    world: World, dice: random.Random, script: Script, screen: Screen, options: Options, programme: str
) -> None:
    """Play an earlier meetup without showing it, and forget its files; what is rehearsed may follow it."""
    screen.note(_("First, unseen: {title}, of which this programme shows something.",
                  title=world.bot.library.programme(programme).title))  # fmt: skip
    quiet = Screen(DEFAULT, options.zone, Console(file=io.StringIO()))
    crowd = Crowd(world, dice)
    behaviour = Behaviour(world, crowd, script, None, quiet, options.seed)
    await _play(world, crowd, behaviour, quiet, options, programme)
    world.env.errors.clear()  # refusals: somebody pressed too late
    shutil.rmtree(files.home_of(await world.meetup(), options.out, options.zone), ignore_errors=True)


async def _play(
    world: World, crowd: Crowd, behaviour: Behaviour, screen: Screen, options: Options, programme: str
) -> None:
    title = world.bot.library.programme(programme).title
    screen.heading(_("Rehearsal: {title}", title=title))
    people = ngettext("One person", "{n} people", options.people)
    screen.note(_("{people} on a simulated Discord, seed {seed}. Nothing leaves this machine.",
                  people=people, seed=options.seed))  # fmt: skip
    crowd.gather(options.people, world.bot.library.programme(programme).kind)
    begins = read_start(Typed(PLANNED_AT), world.now, options.zone)
    await world.wait_until(begins.or_else or begins.at)
    follows = {"volgt_op": str(world.meetup_id)} if world.meetup_id else {}
    world.meetup_id = 0
    await _command(world, screen, "meetup plan", programma=programme, titel=title.raw[:80], start=STARTS, **follows)
    meetup = await world.meetup()
    await behaviour.fill_in(meetup.programme.before)
    while (due := await world.next_due()) is not None and due < meetup.planned_start:
        await _step(world, behaviour, screen)
    await world.wait_until(meetup.planned_start)
    await crowd.into_voice(crowd.people, (await world.venue()).one(PlaceKind.VOICE).channel)
    await _command(world, screen, "meetup start")
    await behaviour.play()
    while (await world.meetup()).state is not State.CLOSED or await world.next_due() is not None:
        await _step(world, behaviour, screen)
        await behaviour.at_follow_ups.tell()
    if behaviour.at_follow_ups.told:
        await _command(world, screen, "oogst export")  # with what they told
    await _report(world, behaviour, screen, options)


async def _command(world: World, screen: Screen, name: str, **options: str) -> None:
    """Give a command as the moderator. Raises Refusal with the bot's answer when it is refused."""
    channel = await world.place(PlaceKind.MODERATORS) if world.meetup_id else world.lobby
    screen.line(world.now, f"👤 {world.moderator.name}", f"/{name}")
    result = await world.moderator.slash(channel, name, **options)
    refused = next((error for error in world.env.errors), None)
    if refused is not None and result.response is not None:
        raise Refusal(_("The bot refuses this: {answer}", answer=Typed(result.response.content)))
    if not world.meetup_id:
        world.meetup_id = (await meetups.newest(world.bot.db.read, 1))[0].id
    await world.run_due()
    await screen.show_new_posts(world)


async def _step(world: World, behaviour: Behaviour, screen: Screen) -> None:
    """Let time pass until the next act of the bot or of the people, and carry it out."""
    moments = [moment for moment in (await world.next_due(), behaviour.next_moment()) if moment]
    await world.wait_until(min(moments))
    await world.run_due()
    await screen.show_new_posts(world)
    await behaviour.play()
    await screen.show_new_posts(world)


async def _report(world: World, behaviour: Behaviour, screen: Screen, options: Options) -> None:
    counts = await contributions.per_kind(world.bot.db.read, world.meetup_id)
    kinds = {str(kind): n for kind, n in counts.items() if n}
    screen.caught(behaviour.said, behaviour.caught, behaviour.other_doors, kinds)
    screen.listed(_("Asked back (is it a contribution?):"), behaviour.asked)
    screen.listed(_("Not a contribution, so left alone:"), behaviour.left_alone)
    venue = await world.venue()
    at_tables = max((world.posts_in(table) for table in venue.tables()), default=0)
    screen.staying(world.posts_in(venue.one(PlaceKind.PLENARY)), at_tables)
    home = files.home_of(await world.meetup(), options.out, options.zone)
    screen.files([file for name in ("oogst", "plan", "poster") for file in home.glob(f"{name}.*")])
