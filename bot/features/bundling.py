"""The bundle on Discord: all meetups of a server in one, handed over in a moderators' channel, and taken back."""

import asyncio
import contextlib
import logging
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import discord

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind
from bot.core.evening.retries import Step
from bot.core.words.text import Part, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features import labels
from bot.features.delivery import only_on_disk, post_or_show, to_read
from bot.features.privacy.leaving import warned
from bot.harvest.bundle import files
from bot.harvest.bundle.collecting import Collector
from bot.harvest.bundle.files import Made, Wish
from bot.harvest.bundle.sources import in_database
from bot.platform import lookup, standing, troubles
from bot.platform.answers import Interaction, answer, voice_of
from bot.platform.app import App
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.platform.text import speaking
from bot.storage import bundles, meetups, places
from bot.storage.bundles import HandedOver
from bot.storage.servers import Server

log = logging.getLogger(__name__)

EVERY = 3.0  # seconds between two words about how far it is


async def hand_over(interaction: Interaction, server: Server, season: str, labelled: discord.Attachment | None) -> None:
    """Bundle the meetups of a server, and post the files in a moderators' channel; else hand them over privately.

    The labels of an attached labels.csv are set first. Raises Refusal for what is none, where there is nothing to
    bundle, and where the disk can't be written.
    """
    bot, guild = interaction.client, interaction.guild
    assert guild is not None
    await interaction.response.defer(ephemeral=True, thinking=True)
    async with _turn(bot, server.id):
        done = [await labels.take_in(interaction, server, labelled)] if labelled else []
        made = await make(bot, guild, season, interaction)
        text, fitting = _told(done, made, guild.filesize_limit, bot.settings.left_server_days)
        channel = await _moderators(bot, server.id, interaction.channel_id)
        message = await post_or_show(interaction, channel, speaking(server.language), text, fitting)
        if message:
            async with bot.db.transaction() as db:
                await bundles.note(db, server.id, HandedOver(message.channel.id, message.id))
    if message:
        await answer(interaction, _("The bundle is here: {link}", link=message.jump_url))


def _turn(app: App, server: int) -> asyncio.Lock:
    """Return the lock that is held while a bundle is made and posted; taking words back waits for it."""
    return app.turns["bundle", server]


async def make(bot: App, guild: discord.Guild, season: str, interaction: Interaction) -> Made:
    """Bundle the meetups of a server into its folder, and tell meanwhile how far it is. Raises Refusal."""
    now, zone = bot.clock(), bot.settings.zone
    so_far: list[tuple[Text, int, int]] = []

    def progress(*told: Any) -> None:
        so_far[:] = [told]

    async def read(collector: Collector) -> None:
        of = await meetups.each(bot.db.read, guild.id)
        progress(ngettext("Reading one meetup", "Reading {n} meetups", len(of)), 0, len(of))
        await collector.add_all(in_database(bot.db.read, of, guild.name, now, zone))

    folder = files.home_of(bot.settings.harvest_dir, guild.id, Typed(guild.name))
    making = asyncio.ensure_future(files.make(read, folder, Wish(season=season), now, zone, progress))
    try:
        while not (await asyncio.wait([making], timeout=EVERY))[0]:
            what, done, everything = so_far[0]
            shown = (await voice_of(interaction))(Text.of(what, f": {done} / {everything}"))
            with contextlib.suppress(*troubles.FAILURES):
                await interaction.edit_original_response(content=shown)
        return await making
    finally:
        making.cancel()


def _told(done: Sequence[Text], made: Made, most: int, days: int) -> tuple[Text, list[Path]]:
    """Return the message, and the files that Discord takes."""
    fitting = [path for path in made.files if path.stat().st_size <= most]
    too_big = [path for path in made.files if path not in fitting]
    lines: list[Part] = [
        Text.of("📦 ", Text.bold(_("The bundle of this server")), " · ", made.about),
        ngettext("One contribution", "{n} contributions", made.contributions),
        to_read({path.name for path in made.files}, files.PDF),
        *done,
        *([only_on_disk(too_big, most)] if too_big else []),
        warned(days),
        *made.remarks,
        *(rejected.why for rejected in made.rejected),
    ]
    return Text.lines(*lines), fitting


async def _moderators(bot: App, server: int, here: int | None) -> discord.TextChannel | None:
    """Return the moderators' channel where somebody asks, else that of the newest meetup that still has one."""
    found = []
    for meetup in reversed(await meetups.each(bot.db.read, server)):
        if not meetup.is_readable:
            continue
        channel = lookup.text(bot, (await places.venue(bot.db.read, meetup.id)).one(PlaceKind.MODERATORS).channel)
        if channel and channel.id == here:
            return channel
        found += [channel] if channel else []
    return found[0] if found else None


# ---------------------------------------------------------------------- taking back


async def told(app: App, meetup: Meetup) -> list[Part]:
    """Return what moderators read of bundles that have words which were erased; nothing where there are none."""
    links = [
        f"https://discord.com/channels/{meetup.server}/{one.channel}/{one.message}"
        for one in await bundles.of_server(app.db.read, meetup.server)
    ]
    if not links:
        return []
    return [
        _(
            "Bundles with it I take away too: {links}. `/oogst bundel` makes a new one; who passed one on, should "
            "replace it.",
            links=tuple(links),
        )
    ]


async def take_back(scene: Scene) -> dict[int, Errand]:
    """Remove the files of the server's bundle from disk; return what takes them from its messages, by their id."""
    bot, server = scene.bot, scene.meetup.server
    async with _turn(bot, server):
        await asyncio.to_thread(files.remove, files.home_of(bot.settings.harvest_dir, server))
        return dict(_cleaning(scene, await bundles.of_server(bot.db.read, server)))


def _cleaning(scene: Scene, handed_over: list[HandedOver]) -> Iterator[tuple[int, Errand]]:
    for one in handed_over:
        channel = lookup.text(scene.guild, one.channel)
        target = scene.target(channel) if channel else one.channel
        clean = partial(_clean, scene, channel, one.message)
        yield one.message, Errand(Step.EDIT, target, clean, part=str(one.message))


async def _clean(scene: Scene, channel: discord.TextChannel | None, message: int) -> None:
    """Take the files from a message, and forget it; it may be gone already, with its channel."""
    content = scene.say(_("📦 I have taken this bundle away. `/oogst bundel` makes a new one."))
    if channel is not None:
        try:
            await channel.get_partial_message(message).edit(content=content, attachments=[])
        except discord.NotFound as error:
            if error.code == standing.NO_CHANNEL:
                raise
    async with scene.bot.db.transaction() as db:
        await bundles.forget(db, [message])
