"""The card in the plenary that asks everybody who wrote in the chat: may others read this?"""

from contextlib import suppress
from datetime import timedelta

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.people import privacy
from bot.core.words.text import Text, _
from bot.features.contributions import sharing as sharing_views
from bot.platform import lookup, standing
from bot.platform.app import App
from bot.platform.scene import Scene
from bot.storage import consents, posts, timelines
from bot.storage.file.trouble import Unavailable

# How often it comes to the bottom at most, where people see it, while they write (our choice).
EVERY = timedelta(minutes=5)
PART = "card "  # and the id of the newest contribution above it


async def plan(bot: App, meetup: int) -> None:
    """Plan the card after somebody wrote in the chat; what they wrote is kept, also when this fails."""
    now = bot.clock()
    if now - bot.cards.get(meetup, now - EVERY) < EVERY:
        return
    with suppress(Unavailable):
        async with bot.db.transaction() as db:
            await timelines.ensure(db, meetup, CueKind.SHARE, now, privacy.TELL_WITHIN)
        bot.cards[meetup] = now


def words() -> Text:
    """Return the text of the card."""
    return Text.lines(
        _("👀 **Did you write something down here?** You choose whether others may read it, for all of it at once."),
        "-# " + _("If you say nothing, it stands in reports without your name, and nowhere public."),
    )


async def refresh(scene: Scene) -> None:
    """Post the card under what was said since it was posted, and remove the ones before; there is one."""
    db = scene.bot.db
    channel = lookup.text(scene.guild, scene.venue.one(PlaceKind.PLENARY).channel)
    newest = await consents.newest_unasked(db.read, scene.meetup.id)
    if channel is None or not newest:
        return
    before = [post for post in await posts.of_cue(db.read, scene.cue.id) if posts.GONE not in post.part]
    here = max((_number(post.part) for post in before if post.channel == channel.id), default=0)
    tries = await posts.tries(db.read, scene.cue.id)
    tried = max((_number(item.part) for item in tries if item.channel == channel.id), default=0)
    # One that was tried without being stored may stand there: posting it once more finds it.
    number = tried if tried > here else max(newest, here)
    part = f"{PART}{number}"
    await scene.post(scene.to_plenary(part, words(), sharing_views.ask(scene.meetup.id, scene.say)))
    older = [post for post in before if (post.channel, post.part) != (channel.id, part)]
    await scene.run([standing.removing(scene, post) for post in older])


def _number(part: str) -> int:
    """Return the newest contribution above a card, by its part."""
    return int(part.removeprefix(PART))
