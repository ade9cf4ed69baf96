"""Texts of the runner's own notices to the moderators."""

from bot.core.evening.cue_rules import Scope
from bot.core.evening.cues import CUES
from bot.core.evening.meetup import Meetup
from bot.core.evening.retries import WHY, Reason
from bot.core.evening.slots import Cue
from bot.core.words.text import Text, _


def stuck(meetup: Meetup) -> Text:
    """Notice that a meetup can't go on, for a reason that nobody foresaw."""
    return _(
        "⚠️ I can't go on with {title}: a mistake of mine, which whoever runs the bot finds in the log. I try again "
        "every minute; lead the evening by hand until then.",
        title=Text.bold(meetup.title),
    )


def trouble(meetup: Meetup, cue: Cue, reason: Reason) -> Text:
    """Notice that a cue failed as a whole: which one, of which block or of the meetup, and why."""
    rule = CUES[cue.kind]
    title = Text.bold(meetup.title if rule.scope is Scope.MEETUP else meetup.programme.blocks[cue.block].title)
    if rule.step:
        what = _("⚠️ Something in {block} does not work out: {what}.", block=title, what=rule.step)
    else:
        what = _("⚠️ Something in {block} does not work out.", block=title)
    return Text.join(" ", (what, WHY[reason], _("I keep trying; `/meetup check` tells which rights are missing.")))
