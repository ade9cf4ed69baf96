"""Put the channels of a meetup that is over away: what goes, in which order, and what must be over first."""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, last_by
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.evening.slots import Timeline
from bot.core.words.text import Refusal, _

# So many channels at a time, and so long in between: other meetups go on meanwhile (our choice).
AT_A_TIME, PAUSE = 5, timedelta(seconds=5)


class How(StrEnum):
    """How the channels are put away; the value is the note of the cue, and stands in the button's id."""

    AWAY = "weg"  # all go
    READ = "lezen"  # the plenary stays to be read, the moderators' channel as it is
    TEST = "test"  # all go, with all that is stored of the meetup


# The kinds that go, one group after the other: the channel in which moderators hear what is left goes late.
_ALL: Final = (
    (PlaceKind.TABLE, PlaceKind.VOICE, PlaceKind.PLENARY), (PlaceKind.MODERATORS,), (PlaceKind.CATEGORY,)
)  # fmt: skip
GOES: Final[Mapping[How, Sequence[Sequence[PlaceKind]]]] = {
    How.AWAY: _ALL,
    How.TEST: _ALL,
    How.READ: ((PlaceKind.TABLE, PlaceKind.VOICE), (PlaceKind.CATEGORY,)),
}


def to_go(venue: Venue, how: How, kept: Container[int] = ()) -> list[Place]:
    """Return the places whose channels go next: those of the first group that is not gone yet, without ``kept``."""
    going = [place for place in all_to_go(venue, how) if place.id not in kept]
    groups = ([place for place in going if place.kind in kinds] for kinds in GOES[how])
    return next((some for some in groups if some), [])


def _may_go(place: Place, how: How) -> bool:
    """Return False for the meetup's own category, where its plenary stays."""
    return how is not How.READ or place.kind is not PlaceKind.CATEGORY or place.number > 0


def all_to_go(venue: Venue, how: How) -> list[Place]:
    """Return all places whose channels go."""
    kinds = {kind for group in GOES[how] for kind in group}
    return [place for place in venue.own if place.channel and place.kind in kinds and _may_go(place, how)]


def refuse(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime, *, is_test: bool) -> None:
    """Raise Refusal where a meetup can't be put away yet, or somebody is doing that already.

    One that ``is_test`` need not wait until no more comes in.
    """
    meetup.must_be_over()
    if any(cue.kind is CueKind.ARCHIVE and cue.is_todo for cue in timeline.cues):
        name = last_by(Action.ARCHIVE, deeds)
        raise Refusal(_("{name} is clearing it away already; one with people in it goes when they leave.", name=name))
    if is_test or not meetup.has_begun:
        return
    if any(cue.kind in (CueKind.FINISH, CueKind.READ_BACK) and cue.is_todo for cue in timeline.cues):
        raise Refusal(_("I am still making its files. Try again in a minute."))
    if meetup.open_until is not None and now < meetup.open_until:
        raise Refusal(
            _(
                "People can still write down something until {until}. Clear it away after that; the tables can go now, "
                "with the button under the harvest.",
                until=f"<t:{int(meetup.open_until.timestamp())}:F>",
            )
        )


def refuse_nothing_left(meetup: Meetup, venue: Venue, how: How) -> None:
    """Raise Refusal where no channel is left to put away; a test is erased all the same."""
    if how is not How.TEST and not all_to_go(venue, how):
        raise Refusal(_("The channels of “{title}” are cleared away already.", title=meetup.title))
