"""What each kind of cue does on Discord. Every act may be done twice without harm."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import announcements as words
from bot import briefings, choices, control, dry_run, panels, seat_words, seating, table_panels, tables, wall
from bot.broadcasting import broadcast
from bot.core import happenings
from bot.core.cues import CueKind
from bot.core.people import asks_role
from bot.core.places import Place, PlaceKind
from bot.core.privacy import kept
from bot.core.programme import BlockKind, ContributionKind, Prompt
from bot.delivery import harvest_message, take_back
from bot.helping import help_table
from bot.posting import Message
from bot.scene import Scene
from bot.storage import contributions, meetups, places, seats, timelines

# An act returns the moment at which it wants to be done again, or None when it is done.
Act = Callable[[Scene], Awaitable[datetime | None]]


async def welcome(scene: Scene) -> None:
    """Greet people in the plenary, and the moderators in their own channel."""
    buttons = panels.contribute(_asked(scene), scene.say)
    if asks_role(scene.meetup):
        buttons.add_item(choices.ask_role(scene.say))
    await scene.post(
        [
            *scene.to_plenary("welcome", words.welcome(scene.say, scene.meetup, scene.venue), buttons),
            *scene.to_moderators("moderators", briefings.moderators_welcome(scene.say, scene.meetup)),
        ]
    )


def _asked(scene: Scene) -> list[ContributionKind]:
    """The kinds that the programme asks for anywhere, and the pledge always."""
    asked = {kind for block in scene.meetup.programme.blocks for kind in block.asks} | {ContributionKind.PLEDGE}
    return [kind for kind in ContributionKind if kind in asked]


async def remind(scene: Scene) -> None:
    """Tell the moderators that it begins soon."""
    await scene.post(scene.to_moderators("reminder", briefings.reminder(scene.say, scene.meetup)))


async def open_block(scene: Scene) -> None:
    """Begin a block: its text and fragment in the plenary, or its rooms."""
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        scene.timeline = happenings.started(before, scene.cue.block, scene.now)
        await timelines.save(db, scene.meetup.id, scene.timeline, before)
        # Who was there before we looked: before the start, or while the bot was away.
        for place in scene.venue.places:
            for person in tables.people_in(scene.guild, place):
                await places.attend(db, place.id, person)
    messages: list[Message] = []
    if await seats.awaits_decision(scene.bot.db.read, scene.meetup.id, scene.cue.block):
        messages += scene.to_moderators("moderators", seat_words.awaits_decision(scene.say))
    if scene.block.kind is BlockKind.BREAKOUT:
        await scene.bot.channels.set_open(scene.meetup, scene.venue, scene.cue.block, rooms_open=True)
        for place, room in scene.rooms:
            text = words.room_opening(scene.say, room, scene.block, scene.slot)
            messages += scene.to(place, "opening", text, table_panels.at_table(place.id, _asked(scene), scene.say))
            if room.fragment:
                messages += scene.to(place, "fragment", words.fragment(scene.say, room.fragment))
        for number, (text, view) in enumerate(await tables.room_panel(scene)):
            messages += scene.to_plenary(f"panel{number}", text, view)
    else:
        buttons = panels.contribute(scene.block.asks, scene.say) if scene.block.asks else None
        told = kept(scene.meetup.shows_names, scene.meetup.keep_days) if scene.block.asks else None
        messages += scene.to_plenary("opening", words.opening(scene.say, scene.block, scene.slot, told), buttons)
        if scene.block.fragment:
            messages += scene.to_plenary("fragment", words.fragment(scene.say, scene.block.fragment))
    await scene.post(messages)


async def post_prompts(scene: Scene) -> None:
    """Post what the block, or each of its rooms, has at this moment."""
    messages = []
    for place, room in scene.rooms:
        messages += _prompts(scene, place, room.prompts)
        if room.directions and room.directions_after == scene.cue.offset:
            messages += scene.to(place, "directions", words.directions(scene.say, room))
    if not scene.rooms:
        messages += _prompts(scene, scene.venue.one(PlaceKind.PLENARY), scene.block.prompts)
    await scene.post(messages)


def _prompts(scene: Scene, place: Place, prompts: Sequence[Prompt]) -> list[Message]:
    return [
        message
        for number, prompt in enumerate(prompts, start=1)
        if prompt.after == scene.cue.offset
        for message in scene.to(place, f"prompt{number}", words.prompt(scene.say, prompt, number, len(prompts)))
    ]


async def warn(scene: Scene) -> None:
    """Say in every room how much time is left: the true time, also when this is late."""
    text = words.warning(scene.say, scene.slot, scene.now)
    await scene.post([message for place, _room in scene.rooms for message in scene.to(place, "warning", text)])


async def tell(scene: Scene) -> None:
    """Say what a moderator did, where the people are; or to the moderators that the bot is back."""
    if scene.cue.note == "back":
        text = briefings.back(scene.say, scene.timeline, scene.meetup, scene.now)
        await scene.post(scene.to_moderators("back", text))
        return
    if scene.cue.note == "ready":
        if scene.timeline.rooms_are_open(scene.cue.block):
            await scene.post(scene.to_moderators("ready", briefings.all_ready(scene.say)))
        return
    text = words.notice(scene.say, scene.cue.note, scene.timeline.current)
    messages = scene.to_plenary("notice", text)
    if scene.timeline.rooms_are_open(scene.cue.block):
        messages += [message for place, _room in scene.rooms for message in scene.to(place, "notice", text)]
    await scene.post(messages)


async def tell_what_is_kept(scene: Scene) -> None:
    """Where people brought something in by chat for the first time; once for all who did since the last time."""
    untold = await contributions.untold(scene.bot.db.read, scene.meetup.id)
    if not untold:
        return
    newest = max(untold.values())
    places_here = {place.channel: place for place in scene.venue.places}
    plenary = scene.venue.one(PlaceKind.PLENARY)
    homes = {place.id: place for place in (places_here.get(channel, plenary) for channel in untold)}
    text = words.kept(scene.say, scene.meetup)
    await scene.post([message for home in homes.values() for message in scene.to(home, f"kept{newest}", text)])
    async with scene.bot.db.transaction() as db:
        await meetups.told(db, scene.meetup.id, newest)


async def finish(scene: Scene) -> None:
    """The meetup is over: close it, write the harvest, give it to the moderators."""
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        await timelines.save(db, scene.meetup.id, happenings.finished(before, scene.now), before)
        scene.meetup = scene.meetup.close(scene.now)
        await meetups.save_life(db, scene.meetup)
        await seats.clear(db, scene.meetup.id)
    if scene.meetup.is_dry_run:
        await dry_run.report(scene)
        return
    text, files = await harvest_message(scene.bot, scene.meetup, scene.say)
    await scene.post([replace(message, files=files) for message in scene.to_moderators("harvest", text)])


ACTS: dict[CueKind, Act] = {
    CueKind.WELCOME: welcome,
    CueKind.REMIND: remind,
    CueKind.OPEN: open_block,
    CueKind.NOTICE: tell,
    CueKind.PROMPT: post_prompts,
    CueKind.WARN: warn,
    CueKind.RECALL: tables.recall,
    CueKind.CLOSE: tables.close_rooms,
    CueKind.RETURN: tables.bring_back,
    CueKind.ALLOT: seating.preview,
    CueKind.MOVE: seating.bring,
    CueKind.PANEL: tables.refresh_panel,
    CueKind.HELP: help_table,
    CueKind.BROADCAST: broadcast,
    CueKind.PRIVACY: tell_what_is_kept,
    CueKind.FINISH: finish,
    CueKind.WALL: wall.refresh,
    CueKind.TAKE_BACK: take_back,
    CueKind.CONTROL: control.refresh,
    CueKind.TAKE_DOWN: dry_run.take_down,
}
