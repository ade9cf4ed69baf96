"""Acts for the beginning of a meetup, its blocks, its notices and its end."""

from datetime import timedelta

from bot.core.evening import events, staying
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.slots import Cue
from bot.core.people.privacy import brief
from bot.features.agenda import acts as agenda
from bot.features.agenda.clearing import clear
from bot.features.contributions import directions
from bot.features.contributions import views as contribution_views
from bot.features.forms import views as form_views
from bot.features.invitations import inviting
from bot.features.meetups import briefings
from bot.features.meetups import words as meetup_words
from bot.features.privacy import views as privacy_views
from bot.features.programmes import attaching
from bot.features.programmes import words as programme_words
from bot.features.speaking import acts as speaking
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.views import lasting
from bot.platform.voice import people_in
from bot.storage import attendance, meetups, seats, timelines, watchers

FIRST_COUNT = timedelta(minutes=1)  # after a harvest block begins: by then the first have written something
HEARD_WITHIN = timedelta(minutes=1)  # by then what was said in time is kept, also where Discord is slow


async def welcome(scene: Scene) -> None:
    """Post the agenda card in the plenary, and the moderators' welcome in their channel."""
    await scene.post([*agenda.about(scene), *welcomes(scene)])
    if not scene.meetup.is_dry_run:
        await agenda.pin(scene)


def welcomes(scene: Scene) -> list[Message]:
    """Return the agenda card in the plenary, and the moderators' welcome."""
    meetup = scene.meetup
    invite = None if meetup.state is State.CLOSED else lasting(inviting.button(meetup, scene.say))
    return [
        *agenda.card(scene),
        *scene.to_moderators("moderators", briefings.moderators_welcome(meetup), invite),
    ]


async def remind(scene: Scene) -> None:
    """Remind the moderators that the meetup begins soon."""
    await scene.post(reminders(scene))


def reminders(scene: Scene) -> list[Message]:
    """Return the moderators' reminder."""
    return scene.to_moderators("reminder", briefings.reminder(scene.meetup))


async def begin_block(scene: Scene) -> None:
    """Note in the timeline that a block has begun, and as attendance who is in voice already."""
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        scene.timeline = events.started(before, scene.cue.block, scene.now)
        await timelines.save(db, scene.meetup.id, scene.timeline, before)
        await timelines.wake(db, scene.meetup.id, CueKind.TURNOUT, scene.now, FIRST_COUNT, block=scene.cue.block)
        if show := scene.block.show:
            await timelines.wake(db, scene.meetup.id, CueKind.SHOW, scene.now, block=scene.cue.block, note=show.note)
        if (
            scene.block.show or scene.block.dots or not scene.meetup.shows_names
        ):  # what authors choose comes by way of the wall
            await timelines.ensure(db, scene.meetup.id, CueKind.WALL, scene.now)
        await timelines.wake(db, scene.meetup.id, CueKind.DOTS, scene.now, block=scene.cue.block)
        await attaching.wake(db, scene.meetup, scene.cue.block, scene.now)
        await attendance.correct(db, scene.meetup.id, _inside(scene), scene.now)


def _inside(scene: Scene) -> list[tuple[int, int]]:
    """Who is in voice where: before the start nobody noted it."""
    return [(place.id, person) for place in scene.venue.places for person in people_in(scene.guild, place)]


def plenary_opening(scene: Scene) -> list[Message]:
    """Return the messages that open a block in the plenary: text with buttons, and fragment."""
    fragment = scene.block.fragment
    return opening(scene) + (scene.to_plenary("fragment", programme_words.fragment(fragment)) if fragment else [])


def opening(scene: Scene) -> list[Message]:
    """Return the text of a block in the plenary, with until when it lasts, and its buttons."""
    block = scene.block
    forms = form_views.asked(scene.meetup, block.form, scene.say)
    if not block.asks:
        return scene.to_plenary("opening", meetup_words.opening(block, scene.slot), lasting(*forms) if forms else None)
    buttons = contribution_views.contribute(block.asks, scene.say)
    for form in forms:
        buttons.add_item(form)
    if directions.KIND in block.asks:
        buttons.add_item(directions.ask(scene.meetup.id, scene.say))
    buttons.add_item(privacy_views.read_more(scene.meetup.id, scene.say))
    told = brief(scene.meetup.shows_names, scene.meetup.keep_days)
    return scene.to_plenary("opening", meetup_words.opening(block, scene.slot, told), buttons)


async def tell(scene: Scene) -> None:
    """Post a notice: a moderator's action in the plenary.

    That the bot was away, that its database was restored, and "ready" (all tables are), go to the moderators only.
    """
    if since := events.away_since(scene.cue):
        text = briefings.back(scene.timeline, scene.meetup, since, scene.cue.due, scene.now)
        await scene.post(scene.to_moderators("back", text))
        return
    if copied := events.restored_from(scene.cue):
        await scene.post(scene.to_moderators("restored", briefings.restored(copied)))
        return
    if scene.cue.note == "ready":
        if scene.timeline.tables_are_open(scene.cue.block):
            await scene.post(scene.to_moderators("ready", briefings.all_ready()))
        return
    await scene.post(notices(scene))
    await agenda.refresh(scene, welcomes)
    await clear(scene)


def notices(scene: Scene) -> list[Message]:
    """Return the notice of a moderator's action, for the plenary; at open tables it stands on their cards."""
    return scene.to_plenary("notice", meetup_words.notice(scene.cue.note, scene.timeline.current))


async def close(scene: Scene) -> None:
    """Store that the meetup is over, delete seats, hosts and groups, and plan the closing and the final harvest.

    Does nothing the second time.
    """
    if scene.meetup.state is State.CLOSED and scene.meetup.ended_at:
        return
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        scene.timeline = events.finished(before, scene.now)
        await timelines.save(db, scene.meetup.id, scene.timeline, before)
        scene.meetup = scene.meetup.close(scene.now)
        await meetups.save_life(db, scene.meetup)
        await attendance.correct(db, scene.meetup.id, (), scene.now)
        await seats.clear(db, scene.meetup.id)
        await watchers.forget_meetup(db, scene.meetup.id)
        await speaking.give_back(db, scene.meetup.id, scene.now)
        if scene.meetup.is_dry_run:
            return
        await timelines.wake(db, scene.meetup.id, CueKind.EVENT, scene.now)
        await timelines.plan_once(db, scene.meetup.id, Cue(CueKind.CLOSING, scene.cue.block, scene.now))
        if stay := staying.planned(scene.meetup.programme, scene.cue, scene.now):
            await timelines.plan_once(db, scene.meetup.id, stay)
        until = scene.meetup.open_until
        if until is not None and until > scene.now:
            # A moment later, for what is said at the very last one counts.
            await timelines.plan_once(db, scene.meetup.id, Cue(CueKind.LATE, scene.cue.block, until + HEARD_WITHIN))
