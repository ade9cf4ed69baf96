"""Posts that show times: what they read now, and the act that edits those that stand after a change."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.core.evening.cue_rules import Scope
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.places import PlaceKind
from bot.core.evening.retries import Step
from bot.core.evening.slots import Cue, Timeline
from bot.features.meetups import acts as meetup_acts
from bot.features.programmes import acts as programme_acts
from bot.features.tables import acts as table_acts
from bot.features.tables import card as table_card
from bot.platform import standing
from bot.platform.errands import failing
from bot.platform.posting import Message, pages
from bot.platform.scene import Scene
from bot.platform.standing import When


def openings(scene: Scene) -> list[Message]:
    """Return what opens a block, in the plenary and at its tables."""
    return [*meetup_acts.plenary_opening(scene), *table_acts.openings(scene)]


# What the posts of a cue read now, of each kind that shows a time, or what a moderator may correct.
SHOWN: Mapping[CueKind, Callable[[Scene], list[Message]]] = {
    CueKind.WELCOME: meetup_acts.welcomes,
    CueKind.REMIND: meetup_acts.reminders,
    CueKind.OPEN: openings,
    CueKind.PROMPT: programme_acts.in_plenary,
    CueKind.NOTICE: meetup_acts.notices,
}


async def correct_times(scene: Scene) -> None:
    """Edit the posts whose times or words changed: the welcome, those of the current block, and one that just ended."""
    for cue in scene.timeline.cues:
        if cue.kind in SHOWN and _stands(cue, scene.timeline):
            there = replace(scene, cue=cue, doing=scene.cue.id)
            part = f"cue {cue.id}"  # what fails in one of them leaves the others theirs
            try:
                now = [page for message in SHOWN[cue.kind](there) for page in pages(message)]
            except Exception as error:
                await there.run([failing(Step.EDIT, scene.venue.one(PlaceKind.PLENARY), error, part=part)])
            else:
                await standing.keep(there, now, When.NEVER, part=part)
            scene.left += there.left
    current = scene.timeline.current
    if current and scene.timeline.tables_are_open(current.block):
        await table_card.stir(replace(scene, cue=replace(scene.cue, block=current.block)))


def _stands(cue: Cue, timeline: Timeline) -> bool:
    """Return whether the posts of a cue are of the meetup as a whole, of the block that is going on, or before it."""
    current = timeline.current
    return CUES[cue.kind].scope is Scope.MEETUP or (
        current is not None and cue.block in (current.block - 1, current.block)
    )
