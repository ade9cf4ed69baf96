"""Acts at the end of a dry run: report to the moderators, and remove its channels."""

from datetime import datetime, timedelta

import discord

from bot.content.times import stamp
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.slots import Cue, CueState
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.checks import views as check_views
from bot.features.checks.dry_run import log
from bot.platform import lookup, rights, troubles
from bot.platform.channels import REASON
from bot.platform.logs import names_of
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.voice import people_in
from bot.storage import meetups, posts, retries

LOOK_AGAIN = timedelta(seconds=30)  # whether the people are out of voice


# ---------------------------------------------------------------------- at its end


async def report(scene: Scene) -> None:
    """Post the report of a dry run in its moderators' channel, and in that of the meetup it was asked for."""
    own = scene.venue.one(PlaceKind.MODERATORS)
    text = await _report(scene)
    view = check_views.clear_away(scene.meetup.id, scene.say)
    messages = []
    if channel := lookup.text(scene.guild, scene.meetup.report_to):
        messages.append(Message(channel, "report", scene.say(text), view))
    await scene.post([*scene.to(own, "report", text, view), *messages])


async def _report(scene: Scene) -> Text:
    blocks = scene.meetup.programme.blocks
    steps = [cue for cue in scene.timeline.cues if CUES[cue.kind].step]
    tried = await retries.failed(scene.bot.db.read, scene.meetup.id)
    wrong = [cue for cue in steps if not _is_done(cue) or cue.id in tried]
    title = Text.bold(scene.meetup.title)
    if wrong:
        lines: list[Text] = [_("{title} is over, and not everything worked:", title=title)]
    else:
        lines = [_("{title} is over, and everything worked:", title=title)]
    for number, block in enumerate(blocks):
        of_block = [cue for cue in steps if cue.block == number]
        failed = [cue for cue in of_block if cue in wrong]
        mark = "✗" if failed else "✓"
        counted = ngettext("one step", "{n} steps", len(of_block))
        lines.append(Text.of(f"{mark} {number + 1}. ", block.title, ": ", counted))
        lines += ["   ✗ " + _how_it_failed(cue, max(cue.attempts, tried.get(cue.id, 0))) for cue in failed]
    retried = sum(cue.attempts > 0 for cue in steps if cue not in wrong)
    if retried:
        lines.append("· " + ngettext("One step worked only at a second try.",
                                         "{n} steps worked only at a second try.", retried))  # fmt: skip
    lines += ["✗ " + text for text in rights.all_missing(scene.guild, scene.venue)]
    count = await posts.count(scene.bot.db.read, scene.meetup.id)
    lines.append("· " + ngettext("I posted one message.", "I posted {n} messages.", count))
    goes = scene.timeline.cues_of(len(blocks) - 1, CueKind.TAKE_DOWN)[-1].due
    lines.append(
        "-# "
        + _(
            "Look around in {channel}, if you like. I remove all channels of it {countdown}.",
            channel=f"<#{scene.venue.one(PlaceKind.PLENARY).channel}>",
            countdown=stamp(goes, "R"),
        )
    )
    return Text.lines(*lines)


def _is_done(cue: Cue) -> bool:
    """Return whether a step was done; one that comes back is, even where it waits for the next time."""
    return cue.state is CueState.DONE or (CUES[cue.kind].comes_back and cue.state is not CueState.SKIPPED)


def _how_it_failed(cue: Cue, attempts: int) -> Text:
    what = CUES[cue.kind].step
    if cue.state is CueState.SKIPPED:
        return _("{what} was left out: its moment had passed, or it was ended early", what=what)
    if not attempts:
        return _("{what} did not come any more", what=what)
    return ngettext(
        "{what} did not work, tried once: Discord refuses it or does not answer",
        "{what} did not work, tried {n} times: Discord refuses it or does not answer",
        attempts,
        what=what,
    )


# ---------------------------------------------------------------------- taking it down


async def take_down(scene: Scene) -> datetime | None:
    """Remove the channels of a dry run, then everything stored about it; return when to try again, or None.

    Channels with people in voice are left until they are empty. Raises Refusal with the channels that Discord does
    not let the bot remove.
    """
    if scene.meetup.state is not State.CLOSED:
        scene.meetup = scene.meetup.close(scene.now)
        async with scene.bot.db.transaction() as db:
            await meetups.save_life(db, scene.meetup)
    occupied: list[Place] = []
    kept: list[Place] = []
    for place in sorted(scene.venue.places, key=_removed_last):
        channel = lookup.channel(scene.guild, place.channel)
        if channel is None or ((occupied or kept) and _removed_last(place)):
            continue
        if people_in(scene.guild, place):
            occupied.append(place)
        elif not await _removed(channel):
            kept.append(place)
    text = _("The dry run is over. I remove this channel as soon as everybody has left it.")
    await scene.post_at(occupied, lambda place: scene.to(place, "leave", text))
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
    """Sort key for removing: categories last, and just before them the channel that reports what is left."""
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
    except troubles.FAILURES as error:
        log.warning("a channel of a dry run could not be removed: %s", names_of(error))
        return False
    return True
