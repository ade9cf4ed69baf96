"""Taking posts away from the plenary that are about a moment that has been."""

from collections.abc import Callable
from functools import partial

from bot.core.evening.cue_rules import Cleared
from bot.core.evening.cues import CUES
from bot.core.evening.due import is_past
from bot.core.evening.places import PlaceKind
from bot.core.evening.retries import Step
from bot.core.evening.slots import Cue
from bot.platform import standing
from bot.platform.errands import Errand, each
from bot.platform.scene import Scene
from bot.storage import posts


async def clear(scene: Scene) -> None:
    """Delete what stands in the plenary of earlier cues, and is past now that this one is done.

    In a dry run everything stays: moderators read it through afterwards.
    """
    if scene.meetup.is_dry_run:
        return
    plenary = scene.venue.one(PlaceKind.PLENARY)
    await scene.run([Errand(Step.CLEAR, plenary, partial(_clear, scene, plenary.channel), tells=False)])


async def clear_block(scene: Scene) -> None:
    """Delete what stands in the plenary of the block of this cue, which has not begun after all."""
    plenary = scene.venue.one(PlaceKind.PLENARY)
    await scene.run([Errand(Step.CLEAR, plenary, partial(_clear_block, scene, plenary.channel), tells=False)])


async def _clear(scene: Scene, channel: int | None) -> None:
    await _remove(scene, channel, lambda cue: is_past(cue, scene.cue))


async def _clear_block(scene: Scene, channel: int | None) -> None:
    await _remove(
        scene, channel, lambda cue: cue.block == scene.cue.block and CUES[cue.kind].cleared is not Cleared.NEVER
    )


async def _remove(scene: Scene, channel: int | None, which: Callable[[Cue], bool]) -> None:
    cues = {cue.id: cue for cue in scene.timeline.cues}
    past = [
        post
        for post in await posts.standing_in(scene.bot.db.read, channel or 0)
        if (cue := cues.get(post.cue)) and which(cue)
    ]
    await each(partial(standing.take_off, scene.bot, post) for post in past)
