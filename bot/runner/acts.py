"""Acts: what each kind of cue does on Discord. Every act may be repeated safely."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.core.evening import events
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.evening.retries import Step
from bot.core.programme.models import BlockKind
from bot.core.programme.shows import GROWS
from bot.features.agenda import acts as agenda
from bot.features.agenda import closing, staying
from bot.features.agenda.clearing import clear, clear_block
from bot.features.checks import acts as check_acts
from bot.features.contributions import card, circling, commitments, telling, travelling, turnout, writing_to
from bot.features.contributions.hearing import tell_enough
from bot.features.contributions.questions import ask
from bot.features.delivery import hand_over_again, hand_over_at_end, hand_over_read
from bot.features.dots import choosing, voting
from bot.features.follow_ups import buddies, reminding
from bot.features.invitations import acts as invitation_acts
from bot.features.meetups import renaming, tidying
from bot.features.meetups.acts import begin_block, close, plenary_opening, remind, tell, welcome, welcomes
from bot.features.panel import acts as panel_acts
from bot.features.polls import asking as polls
from bot.features.privacy.acts import tell_what_is_kept
from bot.features.programmes import attaching
from bot.features.programmes.acts import directions, post_prompts
from bot.features.seats import acts as seat_acts
from bot.features.seats import at_once
from bot.features.seats.acts import undecided
from bot.features.speaking import acts as speaking
from bot.features.tables import acts as table_acts
from bot.features.tables import card as table_card
from bot.features.tables import returning, splitting, together
from bot.features.tables.acts import open_tables, warn
from bot.features.tables.broadcasting import broadcast
from bot.features.tables.helping import help_table
from bot.features.taking_back import take_back
from bot.features.wall import acts as wall_acts
from bot.features.wall import first_reading, showing, to_all
from bot.platform import mending
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.runner.looking import look_for_deleted
from bot.runner.shown import correct_times
from bot.storage import shows, timelines

# An act returns the moment at which it wants to be done again, or None when it is done.
Act = Callable[[Scene], Awaitable[datetime | None]]


async def open_block(scene: Scene) -> None:
    """Begin a block: post its text and fragment in the plenary, or open its tables."""
    await begin_block(scene)
    await at_once.deal(scene)
    messages = await undecided(scene)
    is_breakout = scene.block.kind is BlockKind.BREAKOUT
    messages += await open_tables(scene) if is_breakout else plenary_opening(scene)
    await scene.post(messages)
    await agenda.refresh(scene)
    await clear(scene)


async def rewind(scene: Scene) -> None:
    """Take away what a block has shown that was begun by mistake, and close its tables; nothing once it begins."""
    if scene.slot.started:
        return
    await clear_block(scene)
    await showing.choose_anew(scene)
    if scene.block.kind is BlockKind.BREAKOUT:
        await table_acts.close_again(scene)
    await agenda.refresh(scene)


async def close_tables(scene: Scene) -> None:
    """Close the tables of a block, and tell so on the agenda card where the next block has to wait for its time."""
    await table_acts.close_tables(scene)
    await together.clear(scene)
    if (following := scene.timeline.following) and following.starts > scene.now:
        scene.timeline = events.done(scene.timeline, scene.cue)
        await agenda.refresh(scene)


async def close_plenary(scene: Scene) -> None:
    """Thank everybody on the closing card, tell on the agenda card that it is over, and take away what is past."""
    await closing.keep(scene)
    await agenda.refresh(scene, welcomes)
    await clear(scene)


async def prompt(scene: Scene) -> None:
    """Ask what is due now: on the cards at the tables, which get their directions too, or in the plenary, in place
    of the question before it.
    """
    if tables := scene.venue.tables(scene.cue.block):
        await scene.post_at(tables, partial(directions, scene))
        await together.clear(scene)
        await table_card.stir(scene)
    else:
        await post_prompts(scene)
        await clear(scene)


async def floor(scene: Scene) -> datetime | None:
    """Set who may speak in the plenary, and tell so on the agenda card."""
    opens = await speaking.apply(scene)
    await agenda.refresh(scene)
    return opens


async def tell_untold(scene: Scene) -> None:
    """Tell the moderators what their channel refused before."""
    moderators = scene.venue.one(PlaceKind.MODERATORS)
    act = partial(mending.tell_untold, scene.bot, scene.meetup, scene.venue)
    await scene.run([Errand(Step.POST, moderators, act, tells=False)])


async def wall(scene: Scene) -> None:
    """Bring the wall up to date, what was shown to everybody, and what later meetups show of this one.

    All of it follows what authors and moderators choose.
    """
    async with scene.bot.db.transaction() as db:
        await timelines.wake(db, scene.meetup.id, CueKind.TO_ALL, scene.now)
        await timelines.wake(db, scene.meetup.id, CueKind.SHOW, scene.now, note=GROWS)
        await timelines.wake(db, scene.meetup.id, CueKind.DOTS, scene.now)
        if not scene.meetup.shows_names:
            await timelines.ensure(db, scene.meetup.id, CueKind.READ_FIRST, scene.now)
        await shows.wake(db, scene.meetup.id, scene.now)
    await wall_acts.refresh(scene)


async def show_to_all(scene: Scene) -> None:
    """Show what a moderator chose to everybody, and have the cards at the tables come below it."""
    await to_all.keep(scene)
    slot = scene.timeline.current
    if slot is not None and scene.timeline.tables_are_open(slot.block):
        async with scene.bot.db.transaction() as db:
            await table_card.wake(db, scene.meetup.id, slot.block, scene.now)


async def finish(scene: Scene) -> None:
    """Close the meetup, and give the moderators the harvest, or the report of a dry run."""
    await close(scene)
    await travelling.plan_news(scene)
    await (check_acts.report(scene) if scene.meetup.is_dry_run else hand_over_at_end(scene))


async def late(scene: Scene) -> None:
    """Make the harvest's files again, and take what asks for contributions from the plenary."""
    async with scene.bot.db.transaction() as db:
        await timelines.wake(db, scene.meetup.id, CueKind.CLOSING, scene.now)
    await travelling.plan_news(scene)
    await hand_over_again(scene)


async def rename(scene: Scene) -> None:
    """Give the channels of a meetup its new name and, once it is over, its files."""
    await renaming.rename_channels(scene)
    if scene.meetup.state is State.CLOSED and scene.meetup.has_begun and not scene.again:
        await renaming.rename_folder(scene)
        await hand_over_again(scene)


ACTS: dict[CueKind, Act] = {
    CueKind.WELCOME: welcome,
    CueKind.REMIND: remind,
    CueKind.NOT_BEGUN: panel_acts.ask_to_begin,
    CueKind.REWIND: rewind,
    CueKind.OPEN: open_block,
    CueKind.NOTICE: tell,
    CueKind.SHOW: showing.keep,
    CueKind.DOTS: voting.keep,
    CueKind.COUNT: choosing.count,
    CueKind.CHOICE: choosing.keep,
    CueKind.ATTACH: attaching.post,
    CueKind.PROMPT: prompt,
    CueKind.WARN: warn,
    CueKind.RECALL: table_acts.recall,
    CueKind.CLOSE: close_tables,
    CueKind.CLOSE_TABLE: returning.empty,
    CueKind.SPLIT: splitting.bring_over,
    CueKind.RETURN: returning.bring_back,
    CueKind.DIVIDE: seat_acts.preview,
    CueKind.MOVE: seat_acts.bring,
    CueKind.ALONE: together.bring_together,
    CueKind.FLOOR: floor,
    CueKind.VOICES: speaking.let_in_again,
    CueKind.TABLES: table_acts.refresh_panel,
    CueKind.TABLE_CARD: table_card.refresh,
    CueKind.HELP: help_table,
    CueKind.BROADCAST: broadcast,
    CueKind.PRIVACY: tell_what_is_kept,
    CueKind.SHARE: card.refresh,
    CueKind.ASK: ask,
    CueKind.CONFIRM: commitments.ask,
    CueKind.ENOUGH: tell_enough,
    CueKind.POLL: polls.show,
    CueKind.TELL_AUTHOR: telling.tell,
    CueKind.TURNOUT: turnout.refresh,
    CueKind.NUDGE: turnout.nudge,
    CueKind.FINISH: finish,
    CueKind.CLOSING: close_plenary,
    CueKind.STAY: staying.end,
    CueKind.UNTOLD: tell_untold,
    CueKind.EVENT: invitation_acts.refresh,
    CueKind.LATE: late,
    CueKind.READ_BACK: hand_over_read,
    CueKind.WALL: wall,
    CueKind.READ_FIRST: first_reading.keep,
    CueKind.NEWS: travelling.tell,
    CueKind.FOLLOW_UP: reminding.remind,
    CueKind.BUDDY: buddies.tell,
    CueKind.CIRCLE: circling.keep,
    CueKind.LETTER: writing_to.tell,
    CueKind.TO_ALL: show_to_all,
    CueKind.TAKE_BACK: take_back,
    CueKind.LOOK: look_for_deleted,
    CueKind.TIMES: correct_times,
    CueKind.RENAME: rename,
    CueKind.PANEL: panel_acts.refresh,
    CueKind.TIDY: tidying.tidy,
    CueKind.ARCHIVE: tidying.put_away,
    CueKind.TAKE_DOWN: check_acts.take_down,
}
