"""Have a meetup that is over put away, after its files were made once more and handed over."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import discord

from bot.core.evening import archiving as rules
from bot.core.evening.archiving import How
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Shown
from bot.features.delivery import handing_over, harvest_files, opened
from bot.features.meetups import archiving
from bot.platform.answers import bot_of, place_of, voice_of
from bot.platform.callers import meetup_of
from bot.platform.text import name_of
from bot.platform.troubles import FAILURES
from bot.storage import deeds, places, timelines
from bot.storage.database import Queries


async def put_away(interaction: discord.Interaction[Any], id: int, how: How) -> None:
    """Make the files once more, hand them to who asked, then have the channels put away.

    The files come with the answer, and by direct message where the answer goes with its channel. Raises Refusal where
    it can't be, and where the files can't be written or handed over: then nothing goes.
    """
    bot, who = bot_of(interaction), interaction.user
    meetup = await meetup_of(interaction, id)
    await archiving.refuse(bot.db.read, interaction, meetup, how)
    await interaction.response.defer(ephemeral=True, thinking=True)
    say, now = await voice_of(interaction), bot.clock()
    paths: list[Path] = []
    async with handing_over(bot, meetup):
        if meetup.has_begun and how is not How.TEST:
            _text, paths = await harvest_files(bot, meetup)
        if goes_too := await _goes_too(bot.db.read, interaction, meetup, how):
            await _send(who, say(_files_of(meetup)), paths)
        async with bot.db.transaction() as db:
            meetup = await meetup_of(interaction, id, db)
            await archiving.refuse(db, interaction, meetup, how)
            await deeds.note(db, id, Deed(Action.ARCHIVE, name_of(who), now), who.id)
            await timelines.ensure(db, id, CueKind.ARCHIVE, now, note=how)
        with opened([] if goes_too else paths) as attached:
            await interaction.followup.send(say(_begun(meetup, how)), files=attached, ephemeral=True)


async def _goes_too(db: Queries, interaction: discord.Interaction[Any], meetup: Meetup, how: How) -> bool:
    """Return whether the channel of the press goes, and what stands there with it."""
    going = rules.all_to_go(await places.venue(db, meetup.id), how)
    return place_of(interaction) in {place.channel for place in going}


async def _send(person: discord.User | discord.Member, text: Shown, paths: Sequence[Path]) -> None:
    """Send the files to somebody by direct message. Raises Refusal where Discord does not let the bot."""
    if not paths:
        return
    try:
        with opened(paths) as attached:
            await person.send(text, files=attached)
    except FAILURES as error:
        raise Refusal(
            _(
                "This channel goes as well, and I can't send you the files by direct message. Give `/meetup opruim` in "
                "a channel that stays."
            )
        ) from error


def _files_of(meetup: Meetup) -> Text:
    return _("🌾 The files of **{title}**, from before I clear it away.", title=meetup.title)


def _begun(meetup: Meetup, how: How) -> Text:
    if how is How.TEST:
        return _("I remove all of “{title}” now, a few channels at a time.", title=meetup.title)
    text = _(
        "I clear “{title}” away now, a few channels at a time; one with people in it when they have left.",
        title=meetup.title,
    )
    return Text.join(" ", (text, _("You have its files here, or by direct message."))) if meetup.has_begun else text
