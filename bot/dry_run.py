"""A dry run: the real programme in about a minute, in channels that only moderators see, and that go again.

It is a meetup like any other, run by the same runner with the same acts; see ``core.dry_run`` for its times.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot import panels, rights
from bot.announcements import length
from bot.core import dry_run as rules
from bot.core import timeline as timelines_rules
from bot.core.cues import Cue, CueKind, CueState
from bot.core.meetup import Action, Deed, Meetup, State
from bot.core.places import Place, PlaceKind, places_of
from bot.core.programme import Programme
from bot.core.words import Refusal, Text, _, ngettext
from bot.planning import shows_names
from bot.posting import Message
from bot.replies import plain
from bot.scene import Scene
from bot.storage import meetups, places, posts, timelines
from bot.storage.servers import Server
from bot.tables import people_in
from bot.texts import stamp, voice

if TYPE_CHECKING:
    from bot.client import MeetupBot

log = logging.getLogger(__name__)

REASON = "Klassen meetup"
# The first block waits so long at the most for the channels; when they are there, it begins at once.
PREPARES = timedelta(minutes=2)
LOOK_AGAIN = timedelta(seconds=30)  # whether the people are out of voice
# What is told about in the report; the others come by themselves.
_STEPS: dict[CueKind, Text] = {
    CueKind.WELCOME: _("the welcome"),
    CueKind.OPEN: _("the opening"),
    CueKind.PROMPT: _("a question"),
    CueKind.WARN: _("a warning"),
    CueKind.ALLOT: _("the proposal who sits where"),
    CueKind.RECALL: _("the recall"),
    CueKind.CLOSE: _("closing the tables"),
}


async def begin(
    bot: "MeetupBot",
    guild: discord.Guild,
    server: Server,
    programme: Programme,
    who: discord.Member,
    planned: Meetup | None = None,
) -> Meetup:
    """Store a dry run of a programme, or of a planned meetup, make its channels, and let it go.

    Raises Refusal where one is going on, or can't be.
    """
    rights.refuse_missing(guild)
    language = planned.language if planned else programme.language or server.language
    title = voice(language)(_("🧪 Dry run: {title}", title=planned.title if planned else programme.title))
    wanted = list(places_of(programme, title))
    rights.refuse_full(guild, len(wanted))
    for running in await meetups.of_server(bot.db.read, server.id, State.LIVE, State.PAUSED):
        raise Refusal(_("{title} is going on now. Do a dry run before or after it, so that nothing gets in its way.",
                        title=f"**{plain(running.title)}**"))  # fmt: skip
    now = bot.clock()
    meetup = Meetup(
        id=0,
        server=server.id,
        title=title,
        place=planned.place if planned else "",
        kind=programme.kind,
        language=language,
        shows_names=planned.shows_names if planned else shows_names(programme, server),
        state=State.PLANNED,
        planned_start=now,
        programme=programme,
        keep_days=server.keep_days,
        is_dry_run=True,
        report_to=await _moderators_of(bot, planned),
    ).start(now)
    async with bot.db.transaction() as db:
        for other in await meetups.dry_runs(db, server.id):
            timeline = await timelines.of_meetup(db, other.id)
            if other.state is not State.CLOSED:
                deeds = await meetups.deeds(db, other.id)
                name = next((deed.name for deed in deeds if deed.action is Action.START), "")
                raise Refusal(
                    _(
                        "{name} has begun a dry run here already; it is over {countdown}. Wait for that one, or end it "
                        "with `/meetup stop` in its channels.",
                        name=plain(name) or _("Somebody else"),
                        countdown=stamp(timeline.ends, "R"),
                    )
                )
            await timelines.save(db, other.id, rules.taken_down_now(timeline, now), timeline)
        id = await meetups.add(db, meetup, who.id)
        meetup = replace(meetup, id=id)
        await meetups.save_life(db, meetup)
        await places.add(db, id, wanted)
        await timelines.save(db, id, timelines_rules.shift(rules.plan(programme, now), PREPARES))
        await meetups.note_deed(db, id, Deed(Action.START, who.display_name, now), who.id)
    await bot.channels.ensure(meetup)
    async with bot.db.transaction() as db:
        before = await timelines.of_meetup(db, id)
        if before.slots[0].started is None:
            after = timelines_rules.shift(before, min(bot.clock() - before.slots[0].starts, timedelta()))
            await timelines.save(db, id, after, before)
    bot.runner.wake()
    return meetup


async def _moderators_of(bot: "MeetupBot", planned: Meetup | None) -> int | None:
    if planned is None:
        return None
    return (await places.venue(bot.db.read, planned.id)).one(PlaceKind.MODERATORS).channel


# ---------------------------------------------------------------------- at its end


async def report(scene: Scene) -> None:
    """Tell the moderators what came of it, in its own channel and where it was asked for."""
    own = scene.venue.one(PlaceKind.MODERATORS)
    text = await _report(scene)
    view = panels.clear_away(scene.meetup.id, scene.say)
    messages = []
    channel = scene.guild.get_channel(scene.meetup.report_to or 0)
    if isinstance(channel, discord.TextChannel):
        messages.append(Message(channel, "report", text, view))
    await scene.post([*scene.to(own, "report", text, view), *messages])


async def _report(scene: Scene) -> str:
    say, blocks = scene.say, scene.meetup.programme.blocks
    steps = [cue for cue in scene.timeline.cues if cue.kind in _STEPS]
    wrong = [cue for cue in steps if cue.state is not CueState.DONE]
    title = f"**{plain(scene.meetup.title)}**"
    if wrong:
        lines = [say(_("{title} is over, and not everything worked:", title=title))]
    else:
        lines = [say(_("{title} is over, and everything worked:", title=title))]
    for number, block in enumerate(blocks):
        of_block = [cue for cue in steps if cue.block == number]
        failed = [cue for cue in of_block if cue in wrong]
        mark = "✗" if failed else "✓"
        counted = ngettext("one step", "{n} steps", len(of_block))
        lines.append(f"{mark} {number + 1}. {plain(block.title)}: {say(counted)}")
        lines += [f"   ✗ {say(_how_it_failed(cue, scene))}" for cue in failed]
    retried = sum(cue.attempts > 0 for cue in steps if cue not in wrong)
    if retried:
        lines.append("· " + say(ngettext("One step worked only at a second try.",
                                         "{n} steps worked only at a second try.", retried)))  # fmt: skip
    lines += [f"✗ {say(text)}" for text in rights.all_missing(scene.guild, scene.venue)]
    count = await posts.count(scene.bot.db.read, scene.meetup.id)
    lines.append("· " + say(ngettext("I posted one message.", "I posted {n} messages.", count)))
    goes = scene.timeline.cues_of(len(blocks) - 1, CueKind.TAKE_DOWN)[-1].due
    lines.append(
        "-# "
        + say(
            _(
                "Look around in {channel}, if you like. I remove all channels of it {countdown}.",
                channel=f"<#{scene.venue.one(PlaceKind.PLENARY).channel}>",
                countdown=stamp(goes, "R"),
            )
        )
    )
    return "\n".join(lines)


def _how_it_failed(cue: Cue, scene: Scene) -> Text:
    what = _STEPS[cue.kind]
    if cue.state is CueState.SKIPPED:
        return _("{what} was left out: its moment had passed, or it was ended early", what=what)
    if not cue.attempts:
        return _("{what} did not come any more", what=what)
    return ngettext(
        "{what} did not work, tried once: Discord refuses it or does not answer",
        "{what} did not work, tried {n} times: Discord refuses it or does not answer",
        cue.attempts,
        what=what,
    )


# ---------------------------------------------------------------------- taking it down


async def take_down(scene: Scene) -> datetime | None:
    """Remove the channels that were made for it, and then all that is kept of it. Nobody is thrown out of voice."""
    if scene.meetup.state is not State.CLOSED:
        scene.meetup = scene.meetup.close(scene.now)
        async with scene.bot.db.transaction() as db:
            await meetups.save_life(db, scene.meetup)
    occupied: list[Place] = []
    kept: list[Place] = []
    for place in sorted(scene.venue.places, key=_removed_last):
        channel = scene.guild.get_channel(place.channel or 0)
        if channel is None or ((occupied or kept) and _removed_last(place)):
            continue
        if people_in(scene.guild, place):
            occupied.append(place)
        elif not await _removed(channel):
            kept.append(place)
    text = scene.say(_("The dry run is over. I remove this channel as soon as everybody has left it."))
    await scene.post([message for place in occupied for message in scene.to(place, "leave", text)])
    if kept:
        raise Refusal(
            _(
                "I can't remove these channels of the dry run: {names}. Give my role the right Manage Channels there, "
                "or remove them by hand. I keep trying.",
                names=tuple(f"<#{place.channel}>" for place in kept),
            )
        )
    if occupied:
        return scene.now + LOOK_AGAIN
    async with scene.bot.db.transaction() as db:
        await meetups.remove_dry_run(db, scene.meetup.id)
    return None


def _removed_last(place: Place) -> int:
    """First the rest, then the channel in which moderators are told what is left, then the categories."""
    return {PlaceKind.MODERATORS: 1, PlaceKind.CATEGORY: 2}.get(place.kind, 0)


async def _removed(channel: discord.abc.GuildChannel) -> bool:
    may = channel.permissions_for(channel.guild.me)
    voice = isinstance(channel, discord.VoiceChannel)
    if not (may.view_channel and may.manage_channels and (may.connect or not voice)):
        return False  # Discord blocks a bot that goes on asking what it may not
    try:
        await channel.delete(reason=REASON)
    except discord.NotFound:
        return True
    except discord.HTTPException as error:
        log.warning("a channel of a dry run could not be removed: %s", error.status)
        return False
    return True


def takes(programme: Programme) -> Text:
    """How long it takes, in words."""
    return length(rules.length(programme))
