"""Attachments of blocks: kept beside the database when a meetup is planned, and posted when their block begins."""

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import discord

from bot.content import attachments as content
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import Step
from bot.core.programme.attachments import HEAD, Attachment, ending_of, refuse_size
from bot.core.programme.models import Programme
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.platform.app import App
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.platform.troubles import Missing
from bot.storage import attachments, timelines
from bot.storage.database import Queries, Transaction
from bot.storage.file import attached


async def take_in(app: App, meetup: Meetup, folder: Path | None) -> list[Text]:
    """Keep the attachments that a programme names, from the folder of its file; one that is kept already stays.

    Without a folder there are none. Returns a sentence for each that can't be kept; the evening goes on without it.
    """
    told: list[Text] = []
    known = await attachments.of_meetup(app.db.read, meetup.id)
    for block, name in _named(meetup.programme):
        if block in known:
            continue
        if folder is None:
            told.append(at_block(meetup.programme, block, _is_lost(name)))
            continue
        try:
            data = await asyncio.to_thread(content.read, folder, name)
            kept = await keep(app, name, data)
        except Refusal as refusal:
            told.append(at_block(meetup.programme, block, refusal.text))
        else:
            async with app.db.transaction() as db:
                await attachments.put(db, meetup.id, block, kept)
    return told


async def keep(app: App, name: Typed, data: bytes) -> Attachment:
    """Write the file of an attachment beside the database. Raises Refusal on one that can't be posted, or kept."""
    refuse_size(name, len(data))
    ending = ending_of(name, data[:HEAD])
    return Attachment(name, await asyncio.to_thread(attached.keep, attached.home(app.db.path), data, ending))


def wrong_beside(programme: Programme, folder: Path | None) -> list[Text]:
    """Return a sentence for each attachment that can't be posted as its file is now; without a folder for all."""
    if folder is None:
        return [at_block(programme, block, _is_lost(name)) for block, name in _named(programme)]
    told = []
    for block, name in _named(programme):
        try:
            content.check(folder, name)
        except Refusal as refusal:
            told.append(at_block(programme, block, refusal.text))
    return told


async def lost(app: App, db: Queries, meetup: Meetup) -> list[Text]:
    """Return a sentence for each attachment of a planned meetup that was not kept, or whose file is gone."""
    kept, told = await attachments.of_meetup(db, meetup.id), []
    names = dict(_named(meetup.programme)) | {block: one.name for block, one in kept.items()}
    for block, name in names.items():
        if block not in kept or not await _is_there(app, kept[block]):
            told.append(at_block(meetup.programme, block, _is_lost(name)))
    return told


def at_block(programme: Programme, block: int, text: Text) -> Text:
    """Return a sentence about the attachment of a block, with the block before it."""
    return _("Attachment of {block}: {text}", block=Text.bold(programme.blocks[block].title), text=text)


def _is_lost(name: Typed) -> Text:
    return _("I don't have the file “{name}”. Give it with `/meetup bijlage`.", name=name)


def _named(programme: Programme) -> list[tuple[int, Typed]]:
    return [(at, block.attachment) for at, block in enumerate(programme.blocks) if block.attachment is not None]


async def _is_there(app: App, attachment: Attachment) -> bool:
    return await asyncio.to_thread((attached.home(app.db.path) / attachment.file).is_file)


async def wake(db: Transaction, meetup: Meetup, block: int, now: datetime) -> None:
    """Have the attachment of a block that has begun posted; nothing where it has none."""
    named = meetup.programme.blocks[block].attachment is not None
    if not named and block not in await attachments.of_meetup(db, meetup.id):
        return
    await timelines.ensure(db, meetup.id, CueKind.ATTACH, now, block=block)


async def post(scene: Scene) -> None:
    """Post the attachment of the block in the plenary, once; tell the moderators where its file is gone."""
    kept = (await attachments.of_meetup(scene.bot.db.read, scene.meetup.id)).get(scene.cue.block)
    if kept is None or not await _is_there(scene.bot, kept):
        name = kept.name if kept else scene.block.attachment
        if name is not None:
            told = at_block(scene.meetup.programme, scene.cue.block, _is_lost(name))
            await scene.post(scene.to_moderators("no attachment", "⚠️ " + told))
        return
    plenary, text = scene.venue.one(PlaceKind.PLENARY), _("📎 {name}", name=Text.bold(kept.name))
    await scene.run([Errand(Step.POST, plenary, partial(_post, scene, kept, plenary, text), partial(scene.say, text))])


async def _post(scene: Scene, kept: Attachment, place: Place, text: Text) -> None:
    messages = scene.to(place, f"attachment {kept.file}", text)
    if not messages:
        raise Missing
    path = attached.home(scene.bot.db.path) / kept.file
    for message in messages:
        async with scene.bot.turns[message.channel.id]:
            with closing(discord.File(path, filename=kept.posted_as)) as file:
                await scene.poster.post([replace(message, files=(file,))])
            scene.bot.lines.pop(message.channel.id, None)  # a card that stands there comes below it
