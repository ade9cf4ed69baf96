"""Keeping the agenda card: posted once as part of the welcome, edited in place from then on."""

from collections.abc import Callable
from dataclasses import replace

import discord

from bot.core.evening import staying
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.people.hands import is_possible
from bot.core.people.roles import asks_role
from bot.core.tables import screens as screen_rules
from bot.core.words.text import Text
from bot.features.agenda import words as agenda_words
from bot.features.contributions import views as contribution_views
from bot.features.forms import views as form_views
from bot.features.privacy import views as privacy_views
from bot.features.seats import screens
from bot.features.speaking import views as speaking_views
from bot.platform import lookup, standing
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.storage import posts

PART = "welcome"


def card(scene: Scene) -> list[Message]:
    """Return the agenda card as it is now, with the buttons that are of use now."""
    stays_until = staying.until(scene.timeline, scene.now)
    text = agenda_words.card(scene.meetup, scene.timeline, scene.venue, floor=scene.floor, stays_until=stays_until)
    return scene.to_plenary(PART, text, _buttons(scene))


def _buttons(scene: Scene) -> discord.ui.View:
    meetup = scene.meetup
    kinds = meetup.programme.asked if meetup.takes_contributions(scene.now) else []
    view = contribution_views.contribute(kinds, scene.say)
    for form in form_views.asked(meetup, _form_now(scene), scene.say):
        view.add_item(form)
    if meetup.state is not State.CLOSED and screen_rules.asks(meetup):
        view.add_item(screens.button(meetup.id, scene.say))
    if meetup.state is not State.CLOSED and asks_role(meetup):
        view.add_item(privacy_views.ask_role(scene.say))
    if is_possible(meetup, scene.timeline):
        view.add_item(speaking_views.raise_hand(meetup.id, scene.say))
    return view


def _form_now(scene: Scene) -> str | None:
    """The key of the form that is asked now: before the meetup, or in the block that is going on."""
    programme, slot = scene.meetup.programme, scene.timeline.current
    if scene.meetup.state is State.PLANNED:
        return programme.before
    return programme.blocks[slot.block].form if slot and scene.meetup.is_running else None


def about(scene: Scene) -> list[Message]:
    """Return the programme's description as a message of its own, where it is too long for the card."""
    description = scene.meetup.programme.description
    if description is None or not agenda_words.has_long_description(scene.meetup):
        return []
    return scene.to_plenary("about", Text.of(description))


async def pin(scene: Scene) -> None:
    """Pin the card, so that who comes in late finds it above the chat."""
    channel = lookup.text(scene.guild, scene.venue.one(PlaceKind.PLENARY).channel)
    for post in await posts.of_cue(scene.bot.db.read, scene.cue.id):
        if channel and (post.channel, post.part) == (channel.id, PART):
            await standing.pin(channel, post)


async def refresh(scene: Scene, messages: Callable[[Scene], list[Message]] = card) -> None:
    """Bring the card that stands up to date, as part of another act. One that somebody deleted stays away.

    ``messages`` are those of the welcome to bring up to date, where that is more than the card.
    """
    (welcome,) = scene.timeline.cues_of(0, CueKind.WELCOME)
    there = replace(scene, cue=welcome, doing=scene.cue.id)
    await standing.keep(there, messages(there), When.NEVER, part="agenda")
    scene.left += there.left
