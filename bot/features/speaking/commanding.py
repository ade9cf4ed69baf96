"""A moderator chooses who may speak in the plenary, and who is a guest there."""

from datetime import datetime, timedelta
from typing import Any

import discord

from bot.content.times import length, stamp
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, last_by
from bot.core.evening.places import PlaceKind
from bot.core.people import floor as rules
from bot.core.people.floor import Floor
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.features.speaking import views
from bot.features.speaking.listeners import listeners_in
from bot.platform.answers import Interaction, answer, bot_of, voice_of
from bot.platform.callers import UNFINISHED, meetup_here, meetup_of, moderator
from bot.platform.text import name_of
from bot.storage import deeds, floors, places, timelines
from bot.storage.database import Transaction


async def here(interaction: Interaction, action: Action, minutes: int | None) -> None:
    """Choose who may speak at the meetup of this channel; see ``change``."""
    if action is Action.SPEAK and minutes is not None:
        raise Refusal(_("Minutes go with guests and moderators only. Choose that, or leave the minutes out."))
    time = None if minutes is None else timedelta(minutes=minutes)
    await change(interaction, (await meetup_here(interaction, *UNFINISHED)).id, action, time)


async def change(interaction: discord.Interaction[Any], id: int, action: Action, time: timedelta | None = None) -> None:
    """Let everybody speak (SPEAK), or only guests and moderators (QUIET) for some ``time``; answer when it counts.

    Raises Refusal where it is so already, or can't be.
    """
    server = await moderator(interaction)
    bot, who = bot_of(interaction), interaction.user
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        _must_be_possible(meetup)
        hall = (await places.venue(db, id)).one(PlaceKind.VOICE)
        if hall.borrowed:
            raise Refusal(_("This voice channel is the server's own, so I change nothing about it."))
        before, by = (await floors.get(db, id)).at(now), last_by(action, await deeds.of_meetup(db, id))
        floor = rules.close(before, now, time, by) if action is Action.QUIET else rules.open_up(before, by)
        await floors.save(db, id, floor)
        await deeds.note(db, id, Deed(action, name_of(who), now), who.id)
        await wake(db, id, now)
    people = listeners_in(bot, bot.channels.guild(meetup), await places.venue(bot.db.read, id), server, floor)
    await answer(interaction, told(floor, f"<#{hall.channel}>", len(people)))


def _must_be_possible(meetup: Meetup) -> None:
    if meetup.is_dry_run:
        raise Refusal(
            _("This is a dry run: it runs by itself. `/meetup stop` ends it early."), Remedy(Mend.STOP, meetup.id)
        )
    if meetup.ended_at is not None:
        raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."), Remedy(Mend.PLAN))


async def wake(db: Transaction, meetup: int, now: datetime) -> None:
    """Have Discord told who may speak, and the panel show it."""
    await timelines.ensure(db, meetup, CueKind.FLOOR, now)
    await timelines.wake(db, meetup, CueKind.PANEL, now)


def told(floor: Floor, channel: str, people: int) -> Text:
    """Return what a moderator reads: who may speak from now on, and when it counts for who is there already."""
    if not floor.closed:
        first = _("🎙️ From now on everybody may speak in {channel}.", channel=channel)
    elif floor.until:
        until = stamp(floor.until)
        first = _("🤫 Until {time} only guests and moderators speak in {channel}.", time=until, channel=channel)
    else:
        first = _("🎙️ From now on only guests and moderators speak in {channel}.", channel=channel)
    if not people:
        return first
    time = length(rules.takes(people))
    lines = [first, _("For those who are there already I set it one by one; that takes about {time}.", time=time)]
    if floor.closed:
        lines.append(_("Does somebody still speak after that? Ask them to leave the channel and come in again."))
    return Text.lines(*lines)


async def invite(interaction: Interaction, person: discord.User | discord.Member) -> None:
    """Make somebody a guest, who speaks when others may not; or offer to end that where they are one."""
    meetup = await meetup_here(interaction, *UNFINISHED)
    _must_be_possible(meetup)
    if person.bot:
        raise Refusal(_("That is a bot. Choose a person."))
    was = await _set(interaction, meetup.id, person.id, guest=True)
    say = await voice_of(interaction)
    text = _("🎤 {person} is a guest: they may speak in the plenary when others may not.", person=person.mention)
    if was:
        text = _("🎤 {person} is a guest already.", person=person.mention)
    await answer(interaction, text, views.dismiss(meetup.id, person.id, say))


async def dismiss(interaction: discord.Interaction[Any], id: int, person: int) -> None:
    """Make somebody a guest no more. Raises Refusal where they are none."""
    if not await _set(interaction, id, person, guest=False):
        raise Refusal(_("{person} is no guest of this meetup. Nothing changed now.", person=f"<@{person}>"))
    await answer(interaction, _("{person} is no guest any more.", person=f"<@{person}>"))


async def _set(interaction: discord.Interaction[Any], id: int, person: int, *, guest: bool) -> bool:
    """Make somebody a guest, or one no more; return whether they were."""
    bot, now = bot_of(interaction), bot_of(interaction).clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        was = person in (await floors.get(db, id)).guests
        if was is not guest:
            await (floors.welcome if guest else floors.dismiss)(db, meetup.id, person)
            await deeds.note(db, id, Deed(Action.GUEST, name_of(interaction.user), now), interaction.user.id)
            await wake(db, id, now)
    return was
