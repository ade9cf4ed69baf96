"""The relay: which meetup another one follows, as the baton goes from town to town."""

from collections.abc import Sequence

from bot.core.evening.meetup import Meetup, State
from bot.core.words.plain import fitting
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed


def may_be_followed(meetup: Meetup) -> bool:
    """Return True for a meetup that took place and is over."""
    return meetup.state is State.CLOSED and meetup.has_begun and not meetup.is_dry_run


def followed(typed: Typed, known: Sequence[Meetup]) -> Meetup:
    """Return the meetup that is meant, by its number or its title; of those with the same title the newest.

    ``known`` are the meetups of the server, newest first. Raises Refusal where there is none, or it is not over yet.
    """
    found = [meetup for meetup in known if str(meetup.id) == typed.line.raw.strip()]
    found = found or [known[at] for at in fitting(typed, [meetup.title for meetup in known])]
    over = [meetup for meetup in found if may_be_followed(meetup)]
    if over:
        return over[0]
    if found:
        raise Refusal(
            _("“{title}” is not over yet, so nothing can follow it. Choose one that is.", title=found[0].title)
        )
    titles = tuple(dict.fromkeys(meetup.title for meetup in known if may_be_followed(meetup)))[:10]
    if not titles:
        raise Refusal(_("No meetup on this server is over yet, so there is none to follow. Leave “volgt_op” empty."))
    raise Refusal(
        _("There is no meetup “{name}” on this server. Choose one of: {titles}.", name=typed.line, titles=titles)
    )
