"""How many people wrote something down: shown in the plenary during a harvest block, and to the moderators."""

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime, timedelta

import discord

from bot.content.times import length
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind, Venue
from bot.core.evening.retries import Step
from bot.core.evening.slots import Timeline
from bot.core.evening.timeline import left
from bot.core.kinds import ContributionKind, always_asked
from bot.core.people import turnout as rules
from bot.core.people.turnout import Turnout
from bot.core.programme.models import BlockKind
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Shown
from bot.features.contributions import directions
from bot.features.contributions import views as contribution_views
from bot.platform import rights, standing, troubles
from bot.platform.answers import language_of
from bot.platform.app import App
from bot.platform.errands import Errand
from bot.platform.logs import names_of
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.text import speaking
from bot.platform.voice import people_in
from bot.storage import contributions, notices, servers, wishes
from bot.storage.notices import Notice

PART = "turnout"
EVERY = timedelta(minutes=1)  # people come and go

log = logging.getLogger(__name__)


async def of_kinds(bot: App, meetup: Meetup, venue: Venue, kinds: Collection[ContributionKind]) -> Turnout:
    """Return how many of the people in voice or with a contribution wrote one of these kinds.

    Moderators who only lead are left out.
    """
    db, guild = bot.db.read, bot.channels.guild(meetup)
    server = await servers.get(db, meetup.server)
    inside = {person for place in venue.places for person in people_in(guild, place)}
    await bot.speakers.look(guild, inside)
    present = inside - bot.speakers.moderators(guild, inside, server)
    wrote = await contributions.authors(db, meetup.id)
    authors = {author for author, kind in wrote if kind in kinds}
    others = {author for author, _kind in wrote}
    return rules.turnout(present | others, authors, await wishes.screens(db, meetup.id))


def words(turnout: Turnout, kinds: Collection[ContributionKind]) -> Text:
    """Return how many people wrote, for a block in which these kinds count."""
    if set(kinds) <= set(always_asked()):
        return ngettext(
            "{n} of the {of} people wrote something for tomorrow.",
            "{n} of the {of} people wrote something for tomorrow.",
            turnout.wrote,
            of=turnout.people,
        )
    return ngettext(
        "{n} of the {of} people wrote something down.",
        "{n} of the {of} people wrote something down.",
        turnout.wrote,
        of=turnout.people,
    )


async def in_words(bot: App, meetup: Meetup, timeline: Timeline, venue: Venue) -> Text | None:
    """Return how many people wrote what a harvest block asks for, else something for tomorrow; None unless it runs."""
    if not meetup.is_running:
        return None
    current = timeline.current
    block = meetup.programme.blocks[current.block] if current else None
    kinds = rules.counted(block.asks) if block and block.kind is BlockKind.HARVEST else always_asked()
    return words(await of_kinds(bot, meetup, venue, kinds), kinds)


async def refresh(scene: Scene) -> datetime | None:
    """Keep the number in sight at the end of the plenary, once somebody wrote; return when to look again, or None.

    The buttons to write stand under it.
    """
    current = scene.timeline.current
    if current is None or current.block != scene.cue.block:
        return None
    kinds = rules.counted(scene.block.asks)
    turnout = await of_kinds(scene.bot, scene.meetup, scene.venue, kinds)
    if turnout.wrote:
        text = "✍️ " + Text.bold(words(turnout, kinds))
        buttons = contribution_views.contribute(scene.block.asks, scene.say)
        if directions.KIND in scene.block.asks:
            buttons.add_item(directions.ask(scene.meetup.id, scene.say))
        card = scene.to_plenary(PART, text, buttons)
        plenary = scene.venue.one(PlaceKind.PLENARY)
        await scene.run([Errand(Step.POST, plenary, lambda: _keep(scene, card), tells=False)])
    return scene.now + EVERY


async def _keep(scene: Scene, card: list[Message]) -> None:
    for message in card:
        await standing.keep_last(scene, message, calm=True)


async def nudge(scene: Scene) -> None:
    """Ask kindly and privately, once, who pressed something just now and wrote nothing. Nobody else sees it.

    The answer goes with their last press, so after a restart of the bot nobody is asked.
    """
    db, meetup = scene.bot.db.read, scene.meetup
    server = await servers.get(db, meetup.server)
    wrote = {author for author, _kind in await contributions.authors(db, meetup.id)}
    asked = await notices.told_since(db, meetup.id, Notice.NUDGE, meetup.begins)
    here = {place.channel for place in scene.venue.places}
    reachable = [
        press
        for press in scene.bot.presses.since(scene.now - rules.REACHABLE)
        if press.channel in here and press.person not in wrote | asked
        if not rights.is_moderator(press.member, server)
    ]
    async with scene.bot.db.transaction() as transaction:  # before, for twice would be worse than never
        for press in reachable:
            await notices.note(transaction, meetup.id, press.person, Notice.NUDGE, scene.now)
    await asyncio.gather(*(_ask(scene, press.interaction) for press in reachable))


async def _ask(scene: Scene, interaction: discord.Interaction) -> None:
    try:
        say = speaking(await language_of(interaction))
        text: Shown = say(
            _(
                "⏳ This part lasts {length} more. Is there something small that you want to do tomorrow? Nobody sees "
                "who wrote nothing yet.",
                length=length(left(scene.slot, scene.now)),
            )
        )
        view = contribution_views.contribute(scene.block.asks, say)
        await interaction.followup.send(text, ephemeral=True, view=view)
    except troubles.FAILURES as error:
        log.info("meetup %s: somebody could not be asked privately: %s", scene.meetup.id, names_of(error))
