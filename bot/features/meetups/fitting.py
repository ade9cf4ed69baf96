"""An agenda that does not fit into the time: say by how much, and offer ways out."""

from collections.abc import Callable
from typing import Any

import discord

from bot.content.texts import Say, bare
from bot.content.times import length, stamp
from bot.core.evening import agenda
from bot.core.evening.meetup import Meetup
from bot.core.evening.slots import Timeline
from bot.core.words.escaping import shortened
from bot.core.words.text import Text, _
from bot.features.meetups import undoing
from bot.features.meetups.outcomes import against_the_clock
from bot.platform import limits
from bot.platform.answers import answer, voice_of
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting

TRIM = CustomId("bord:inkorten:{id}")
CHOOSE = CustomId("bord:vervallen:{id}")
DROP = CustomId("bord:vervalt:{id}")
RUN_OVER = CustomId("bord:uitlopen:{id}")
Menu = discord.ui.Select[discord.ui.View]


async def tell(
    interaction: discord.Interaction[Any],
    meetup: Meetup,
    timeline: Timeline,
    text: Text,
    *more: Callable[[Meetup, Say], Button],
) -> None:
    """Answer a moderator; where the time is too short, add by how much and the buttons to solve it.

    ``more`` make the buttons that always stand under the answer; what can still be undone has one, too.
    """
    say = await voice_of(interaction)
    lines, buttons = [text], [make(meetup, say) for make in (*await undoing.offered(interaction, meetup), *more)]
    view = lasting(*buttons) if buttons else discord.utils.MISSING
    if meetup.is_running or not meetup.has_begun:
        lines += against_the_clock(meetup, timeline)
        if timeline.to_come and agenda.overruns(timeline, meetup.ends_by):
            view = ways_out(meetup, timeline, say, *buttons)
    await answer(interaction, say(Text.lines(*lines)), view)


def ways_out(meetup: Meetup, timeline: Timeline, say: Say, *more: Button) -> discord.ui.View:
    """Return the ways out: trim the rest, let it run over, or drop a block; and ``more`` buttons."""
    trim = Button(label=say(_("Trim the rest evenly")), emoji="✂️", custom_id=TRIM(id=meetup.id))
    run_over = Button(label=say(_("Let it run over")), custom_id=RUN_OVER(id=meetup.id))
    trim.style = discord.ButtonStyle.primary
    view = lasting(trim, run_over, *more)
    if menu := to_drop(meetup, timeline, say):
        view.add_item(menu)
    return view


def to_drop(meetup: Meetup, timeline: Timeline, say: Say) -> Menu | None:
    """Return a menu of the blocks that can be dropped: to come and without a fixed time; None without any."""
    menu: Menu = discord.ui.Select(custom_id=DROP(id=meetup.id), placeholder=say(_("Drop a block …")))
    for slot in [slot for slot in timeline.to_come if slot.fixed is None][: limits.OPTIONS]:
        title = bare(meetup.programme.blocks[slot.block].title)
        menu.add_option(
            label=shortened(f"{slot.block + 1}. {title}", limits.OPTION),
            value=str(slot.block),
            description=say(_("gives {length}", length=length(slot.ends - slot.starts))),
        )
    return menu if menu.options else None


def trimmed(meetup: Meetup, before: Timeline, after: Timeline) -> Text:
    """Return the sentence on which blocks became shorter, and when the meetup ends."""
    changed = [
        Text.bold(meetup.programme.blocks[old.block].title)
        + " "
        + Text.join(" → ", (length(old.ends - old.starts), length(new.ends - new.starts)))
        for old, new in zip(before.slots, after.slots, strict=True)
        if old.ends - old.starts != new.ends - new.starts
    ]
    blocks = Text.join(" · ", changed)
    return _("✂️ Shorter now: {blocks}. The meetup ends at {end}.", blocks=blocks, end=stamp(after.ends))
