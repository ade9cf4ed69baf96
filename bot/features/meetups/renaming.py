"""Giving a meetup another name: in what is stored, in the channels that carry it, in posts and in files."""

import logging
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, State, last_by
from bot.core.evening.places import Place, PlaceKind, category_title
from bot.core.evening.retries import Step
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.harvest import earlier
from bot.platform import lookup
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.callers import meetup_of
from bot.platform.channels import REASON, channel_name
from bot.platform.custom_id import CustomId
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.platform.seen import as_read
from bot.platform.text import name_of, unchanged
from bot.platform.views import TextInput, shown
from bot.storage import deeds, meetups, places, shows, timelines
from bot.storage.database import Transaction

log = logging.getLogger(__name__)

LONGEST = 80  # characters of a title, as when it is planned
FORM = CustomId("meetup:hernoem:{id}")
SENT = CustomId("meetup:hernoemd:{id}:{seen}")
SHOWING = (CueKind.PANEL, CueKind.TIMES, CueKind.EVENT, CueKind.CLOSING)  # acts that bring up to date what has the name


async def show_form(interaction: discord.Interaction[Any], meetup: Meetup) -> None:
    """Show the form with the name of a meetup, to be changed."""
    say, done = await voice_of(interaction), await deeds.of_meetup(bot_of(interaction).db.read, meetup.id)
    name: TextInput = discord.ui.TextInput(custom_id="naam", max_length=LONGEST, default=unchanged(meetup.title))
    form = discord.ui.Modal(title=say(_("Another name")), custom_id=SENT(id=meetup.id, seen=done[-1].id if done else 0))
    await interaction.response.send_modal(
        shown(form, discord.ui.Label(text=say(_("The name that people see")), component=name))
    )


async def rename(interaction: discord.Interaction[Any], id: int, typed: Typed, seen: int | None = None) -> None:
    """Give a meetup another name, and have all that shows it brought up to date.

    ``seen`` is the last thing that was done at the meetup when its form was shown. Raises Refusal for no name, the
    same one, a dry run, and where somebody else has renamed it since.
    """
    bot = bot_of(interaction)
    meetup = await meetup_of(interaction, id)
    title = (await as_read(bot, typed, meetup)).trimmed.cut(LONGEST)
    if not title:
        raise Refusal(_("A meetup needs a name. Give it one of 1 to {most} characters.", most=LONGEST))
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        await _refuse(db, meetup, title, seen)
        await meetups.rename(db, id, title)
        await places.rename_halls(db, id, title)
        await deeds.note(db, id, Deed(Action.RENAME, name_of(interaction.user), bot.clock()), interaction.user.id)
        await timelines.ensure(db, id, CueKind.RENAME, bot.clock())
        for kind in SHOWING:
            await timelines.wake(db, id, kind, bot.clock())
        await shows.wake(db, id, bot.clock())
    text = _(
        "“{old}” is called “{new}” from now on. What I posted and its channels follow.", old=meetup.title, new=title
    )
    over = _(
        "“{old}” is called “{new}” from now on. What I posted and its channels follow, and I make its files again.",
        old=meetup.title,
        new=title,
    )
    await answer(interaction, over if meetup.state is State.CLOSED and meetup.has_begun else text)


async def _refuse(db: Transaction, meetup: Meetup, title: Typed, seen: int | None) -> None:
    if meetup.is_dry_run:
        raise Refusal(
            _("This is a dry run: it runs by itself. `/meetup stop` ends it early."), Remedy(Mend.STOP, meetup.id)
        )
    if meetup.title == title:
        raise Refusal(_("This meetup is called “{name}” already.", name=title))
    since = [deed for deed in await deeds.of_meetup(db, meetup.id) if deed.action is Action.RENAME]
    if seen is not None and since and since[-1].id > seen:
        raise Refusal(
            _(
                "{name} has called it “{title}” meanwhile. Nothing changed now; look once more.",
                name=last_by(Action.RENAME, since),
                title=meetup.title,
            )
        )


async def rename_channels(scene: Scene) -> None:
    """Give the categories of a meetup its name, where they still have the one before.

    A category that somebody gave a name by hand keeps that. Discord takes two names in ten minutes.
    """
    wanted = [(place, category_title(scene.meetup.programme, scene.meetup.title, place)) for place in scene.venue.own]
    old = [(place, title) for place, title in wanted if place.kind is PlaceKind.CATEGORY and place.title != title]
    await scene.run([Errand(Step.RENAME, place, partial(_rename, scene, place, title)) for place, title in old])


async def _rename(scene: Scene, place: Place, title: Typed) -> None:
    channel = lookup.category(scene.guild, place.channel)
    if channel is not None and channel.name == channel_name(scene.meetup, place):
        await channel.edit(name=channel_name(scene.meetup, replace(place, title=title)), reason=REASON)
    async with scene.bot.db.transaction() as db:
        await places.rename(db, place.id, title)


async def rename_folder(scene: Scene) -> None:
    """Give the folder of the harvest the new name. Where the disk refuses, the files come in a new folder."""
    settings = scene.bot.settings
    try:
        await earlier.rehouse(scene.meetup, settings.harvest_dir, settings.zone)
    except OSError as error:
        log.warning("meetup %s: its folder keeps the old name: %s", scene.meetup.id, error.strerror)
