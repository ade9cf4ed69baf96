"""Act that posts prompts and directions at their moment."""

from collections.abc import Sequence
from functools import partial

from bot.core.evening.places import Place, PlaceKind
from bot.core.programme.models import Prompt
from bot.features.programmes import words as programme_words
from bot.platform.posting import Message
from bot.platform.scene import Scene


async def post_prompts(scene: Scene) -> None:
    """Post the prompts and directions due now, at each table, or for a block without tables in the plenary."""
    if tables := scene.venue.tables(scene.cue.block):
        await scene.post_at(tables, partial(_at_table, scene))
        return
    plenary = scene.venue.one(PlaceKind.PLENARY)
    await scene.post_at([plenary], lambda place: _prompts(scene, place, scene.block.prompts))


def _at_table(scene: Scene, place: Place) -> list[Message]:
    table = scene.block.rooms[place.room]
    messages = _prompts(scene, place, table.prompts)
    if table.directions and table.directions_after == scene.cue.offset:
        messages += scene.to(place, "directions", programme_words.directions(table))
    return messages


def _prompts(scene: Scene, place: Place, prompts: Sequence[Prompt]) -> list[Message]:
    return [
        message
        for number, prompt in enumerate(prompts, start=1)
        if prompt.after == scene.cue.offset
        for message in scene.to(place, f"prompt{number}", programme_words.prompt(prompt, number, len(prompts)))
    ]
