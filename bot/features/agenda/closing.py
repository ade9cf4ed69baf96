"""The closing card: what everybody reads when the meetup is over."""

from bot.core.evening import staying as rules
from bot.features.agenda import staying
from bot.features.agenda import words as agenda_words
from bot.features.contributions import views as contribution_views
from bot.features.forms import views as form_views
from bot.platform import standing
from bot.platform.scene import Scene
from bot.platform.standing import When


async def keep(scene: Scene) -> None:
    """Post the closing card in the plenary, or bring it up to date; one that somebody deleted is posted again.

    With it goes what invites people to stay on, until that is over.
    """
    meetup = scene.meetup
    is_open = meetup.open_until is not None and scene.now < meetup.open_until
    buttons = contribution_views.contribute(meetup.programme.asked if is_open else [], scene.say)
    for form in form_views.asked(meetup, meetup.programme.afterwards if is_open else None, scene.say):
        buttons.add_item(form)
    text = agenda_words.closing(
        meetup, scene.venue, is_open=is_open, stays_until=rules.until(scene.timeline, scene.now)
    )
    messages = [*scene.to_plenary("closing", text, buttons), *staying.announced(scene)]
    await standing.keep(scene, messages, When.ALWAYS)
    await standing.remove_others(scene, messages)
