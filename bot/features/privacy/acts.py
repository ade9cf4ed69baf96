"""Act of the notice on what is kept, for people who contribute by chat for the first time."""

from bot.core.evening.places import PlaceKind
from bot.features.privacy import words as privacy_words
from bot.platform.scene import Scene
from bot.storage import contributions, meetups


async def tell_what_is_kept(scene: Scene) -> None:
    """Post what is kept in each channel where people contributed by chat and were never told.

    One notice a channel for all who did since the last one; in the plenary for threads and unknown channels.
    """
    untold = await contributions.untold(scene.bot.db.read, scene.meetup.id)
    if not untold:
        return
    newest = max(untold.values())
    places_here = {place.channel: place for place in scene.venue.places}
    plenary = scene.venue.one(PlaceKind.PLENARY)
    homes = {place.id: place for place in (places_here.get(channel, plenary) for channel in untold)}
    text = privacy_words.kept(scene.meetup)
    if not await scene.post_at(homes.values(), lambda home: scene.to(home, f"kept{newest}", text)):
        return
    async with scene.bot.db.transaction() as db:
        await meetups.told(db, scene.meetup.id, newest)
