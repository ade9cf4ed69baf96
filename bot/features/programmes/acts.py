"""Act that posts prompts and directions at their moment."""

from collections.abc import Sequence

from bot.core.evening.places import Place, PlaceKind
from bot.core.programme.models import Prompt
from bot.features.programmes import words as programme_words
from bot.platform.posting import Message
from bot.platform.scene import Scene


async def post_prompts(scene: Scene) -> None:
    """Post the prompts due now of a block without tables, in the plenary."""
    plenary = scene.venue.one(PlaceKind.PLENARY)
    await scene.post_at([plenary], lambda place: _prompts(scene, place, scene.block.prompts))


def in_plenary(scene: Scene) -> list[Message]:
    """Return the prompts of this moment of a block without tables, in the plenary."""
    return [] if scene.block.rooms else _prompts(scene, scene.venue.one(PlaceKind.PLENARY), scene.block.prompts)


def directions(scene: Scene, place: Place) -> list[Message]:
    """Return the directions that a table gets at this moment; most moments have none."""
    table = scene.block.rooms[place.room]
    if not table.directions or table.directions_after != scene.cue.offset:
        return []
    return scene.to(place, "directions", programme_words.directions(table))


def _prompts(scene: Scene, place: Place, prompts: Sequence[Prompt]) -> list[Message]:
    return [
        message
        for number, prompt in enumerate(prompts, start=1)
        if prompt.after == scene.cue.offset
        for message in scene.to(place, f"prompt{number}", programme_words.prompt(prompt, number, len(prompts)))
    ]
