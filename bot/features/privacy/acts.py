"""Act of the notice on what is kept, for people who contribute by chat for the first time."""

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.features.privacy import views as privacy_views
from bot.features.privacy import words as privacy_words
from bot.platform.scene import Scene
from bot.platform.views import lasting
from bot.storage import contributions, meetups, posts


async def tell_what_is_kept(scene: Scene) -> None:
    """Post in the plenary what is kept, once an evening, when people contribute by chat who were never told.

    At a table nothing is posted: the card there has the button that tells it.
    """
    untold = await contributions.untold(scene.bot.db.read, scene.meetup.id)
    if not untold:
        return
    at_tables = {place.channel for place in scene.venue.places if place.kind is PlaceKind.TABLE}
    stands = await posts.of_kind(scene.bot.db.read, scene.meetup.id, CueKind.PRIVACY)
    if not stands and not untold.keys() <= at_tables:
        button = lasting(privacy_views.read_more(scene.meetup.id, scene.say))
        if not await scene.post(scene.to_plenary("kept", privacy_words.brief(scene.meetup), button)):
            return
    async with scene.bot.db.transaction() as db:
        await meetups.told(db, scene.meetup.id, max(untold.values()))
