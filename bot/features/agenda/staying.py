"""Staying on: announced in the plenary and in the chat of its voice channel, with a kind line at its end."""

from bot.core.evening import staying as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.words.text import Text
from bot.features.agenda import words as agenda_words
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.storage import timelines

HERE = (PlaceKind.PLENARY, PlaceKind.VOICE)


def announced(scene: Scene) -> list[Message]:
    """Return the messages that invite people to stay on; none once that is over."""
    until = rules.until(scene.timeline, scene.now)
    return [] if until is None else _to_both(scene, "staying", agenda_words.staying(until, scene.venue))


async def end(scene: Scene) -> None:
    """Say that the time to stay on is over, and have what invited to it taken away."""
    await scene.post(_to_both(scene, "stayed", agenda_words.stayed()))
    async with scene.bot.db.transaction() as db:
        await timelines.wake(db, scene.meetup.id, CueKind.CLOSING, scene.now)


def _to_both(scene: Scene, part: str, text: Text) -> list[Message]:
    return [message for kind in HERE for message in scene.to(scene.venue.one(kind), part, text)]
