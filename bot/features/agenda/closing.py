"""The closing card: what everybody reads when the meetup is over."""

from bot.features.agenda import words as agenda_words
from bot.features.contributions import views as contribution_views
from bot.features.forms import views as form_views
from bot.platform import standing
from bot.platform.scene import Scene
from bot.platform.standing import When


async def keep(scene: Scene) -> None:
    """Post the closing card in the plenary, or bring it up to date; one that somebody deleted is posted again."""
    meetup = scene.meetup
    is_open = meetup.open_until is not None and scene.now < meetup.open_until
    buttons = contribution_views.contribute(meetup.programme.asked if is_open else [], scene.say)
    for form in form_views.asked(meetup, meetup.programme.afterwards if is_open else None, scene.say):
        buttons.add_item(form)
    card = scene.to_plenary("closing", agenda_words.closing(meetup, is_open=is_open), buttons)
    await standing.keep(scene, card, When.ALWAYS)
