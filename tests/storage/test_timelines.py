"""What becomes of a cue that a moderator moves while it is being done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.evening import timeline as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.slots import CueState
from bot.storage import timelines
from tests.evening import Evening


@pytest.mark.parametrize(
    ("kind", "stands"),
    [
        (CueKind.PROMPT, [CueState.DONE]),  # it was posted: a pause meanwhile does not bring it twice
        (CueKind.WARN, [CueState.DONE, CueState.TODO]),  # there is more time: that is warned of again
    ],
)
async def test_a_cue_that_is_moved_while_it_is_done(evening: Evening, kind: CueKind, stands: list[CueState]) -> None:
    await evening.begin()
    before = await evening.timeline()
    acted_on = next(cue for cue in before.cues if cue.kind is kind and cue.is_todo)
    async with evening.bot.db.transaction() as db:
        await timelines.save(db, evening.meetup_id, rules.shift(before, timedelta(minutes=1)), before)
        await timelines.finish_cue(db, evening.meetup_id, acted_on, replace(acted_on, state=CueState.DONE))
    same = [c for c in (await evening.timeline()).cues_of(acted_on.block, kind) if c.offset == acted_on.offset]
    assert [cue.state for cue in same] == stands
