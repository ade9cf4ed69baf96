"""Undoing the last step on the time: the button under the answer to it, and what is said of it."""

from collections.abc import Callable
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening import undoing as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Meetup
from bot.core.evening.slots import Timeline
from bot.core.evening.undoing import Before
from bot.core.programme.models import BlockKind
from bot.core.words.text import Refusal, Text, _
from bot.features.meetups.commanding import command
from bot.features.meetups.outcomes import title
from bot.platform.answers import bot_of
from bot.platform.callers import meetup_of
from bot.platform.custom_id import CustomId
from bot.platform.views import Button
from bot.storage import deeds, steps

UNDO = CustomId("bord:ongedaan:{id}:{deed}")
SECONDS = int(rules.WITHIN.total_seconds())


async def offered(interaction: discord.Interaction[Any], meetup: Meetup) -> list[Callable[[Meetup, Say], Button]]:
    """Return what makes the button that undoes the step that this person has just taken; empty without one."""
    bot = bot_of(interaction)
    since = bot.clock() - rules.WITHIN
    deed = await steps.just_taken(bot.db.read, meetup.id, interaction.user.id, since, rules.LATER_STEPS)
    if deed is None:
        return []
    return [
        lambda meetup, say: Button(
            label=say(_("Undo ({seconds} s)", seconds=SECONDS)), emoji="↩️", custom_id=UNDO(id=meetup.id, deed=deed)
        )
    ]


async def undo(
    interaction: discord.Interaction[Any], id: int, deed: int | None = None
) -> tuple[Meetup, Timeline, Text]:
    """Undo the last step at a meetup, and return how it stands then, and what to answer.

    ``deed`` is the step that the button stood under. Raises Refusal where that is not the last one any more, is too
    long ago, or can't be taken back.
    """
    db = bot_of(interaction).db.read
    meetup = await meetup_of(interaction, id)
    before = await steps.last(db, meetup.id)
    if before is None or deed not in (None, before.deed.id):
        done = await deeds.of_meetup(db, meetup.id)
        for older in (other for other in done if other.id == deed):
            rules.refuse_later_steps(older, done)
        raise Refusal(rules.NOTHING)
    meetup, after = await command(interaction, meetup.id, Action.UNDO, rules.undo(before))
    return meetup, after, _told(before, meetup, after)


def _told(before: Before, meetup: Meetup, timeline: Timeline) -> Text:
    """Return what was undone, and what can't be."""
    lines = [_("Undone: all times are as they were before.")]
    rewound = [cue.block for cue in timeline.cues if cue.kind is CueKind.REWIND and not cue.id]
    current = timeline.current
    if rewound and meetup.programme.blocks[rewound[0]].kind is BlockKind.BREAKOUT:
        lines.append(
            _(
                "{block} has not begun. I close its tables, and take back whoever is at one already.",
                block=title(meetup, rewound[0]),
            )
        )
    elif rewound:
        lines.append(_("{block} has not begun. What people wrote meanwhile stays.", block=title(meetup, rewound[0])))
    elif before.deed.action in (Action.NEXT, Action.CALL_BACK) and current and timeline.tables_are_open(current.block):
        lines.append(_("The tables stay open. Whoever went back already has to go there again."))
    return Text.join(" ", lines)
