"""Keeping the agenda card: posted once as part of the welcome, edited in place from then on."""

from dataclasses import replace

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.people.roles import asks_role
from bot.core.words.text import Text
from bot.features.agenda import words as agenda_words
from bot.features.contributions import views as contribution_views
from bot.features.privacy import views as privacy_views
from bot.platform import standing
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.standing import When


def card(scene: Scene) -> list[Message]:
    """Return the agenda card as it is now, with the buttons that are of use now."""
    text = agenda_words.card(scene.meetup, scene.timeline, scene.venue)
    return scene.to_plenary("welcome", text, _buttons(scene))


def _buttons(scene: Scene) -> discord.ui.View:
    meetup = scene.meetup
    kinds = meetup.programme.asked if meetup.takes_contributions(scene.now) else []
    view = contribution_views.contribute(kinds, scene.say)
    if meetup.state is not State.CLOSED and asks_role(meetup):
        view.add_item(privacy_views.ask_role(scene.say))
    return view


def about(scene: Scene) -> list[Message]:
    """Return the programme's description as a message of its own, where it is too long for the card."""
    description = scene.meetup.programme.description
    if description is None or not agenda_words.has_long_description(scene.meetup):
        return []
    return scene.to_plenary("about", Text.of(description))


async def refresh(scene: Scene) -> None:
    """Bring the card that stands up to date, as part of another act. One that somebody deleted stays away."""
    (welcome,) = scene.timeline.cues_of(0, CueKind.WELCOME)
    there = replace(scene, cue=welcome, doing=scene.cue.id)
    await standing.keep(there, card(there), When.NEVER)
    scene.left += there.left
