"""Texts of the runner's own notices to the moderators."""

from bot.core.evening.cues import CUES, Scope
from bot.core.evening.meetup import Meetup
from bot.core.evening.slots import Cue
from bot.core.words.text import Text, _


def trouble(meetup: Meetup, cue: Cue) -> Text:
    """Notice after three failed attempts at a cue; it names the block, or the meetup for a cue of no block."""
    title = meetup.title if CUES[cue.kind].scope is Scope.MEETUP else meetup.programme.blocks[cue.block].title
    return _(
        "⚠️ Something in {block} does not work out: Discord refuses it or does not answer. I keep trying. "
        "`/meetup check` tells which rights and channels are missing; `/meetup status` mends what it can.",
        block=Text.bold(title),
    )
