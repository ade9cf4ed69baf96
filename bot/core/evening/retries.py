"""Retries: what a cue could not do yet in one channel, why, and when it is tried again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.words.text import Text, _

# Waits after the first, second, … failure; the last one repeats. Discord blocks a bot that asks too often what it may
# not: 10,000 refusals in 10 minutes (PLATFORM, "Limits that shape the design"); these are one a minute a channel.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 30, 60))
GIVE_UP_AFTER = 60  # failures, about an hour
SOON = timedelta(seconds=10)  # what Discord asks to wait for at most this long heals by itself, and nobody is told


def pause(attempts: int, wait: timedelta | None = None) -> timedelta:
    """Return how long to wait after a failure that ``attempts`` came before; ``wait`` is what Discord asks for."""
    return max(WAITS[min(attempts, len(WAITS) - 1)], wait or timedelta())


# Discord takes about five messages in five seconds in a channel (PLATFORM, "Limits that shape the design"), and what
# other cues say there must not wait.
AT_ONCE, EVERY = 4, timedelta(seconds=5)


class Step(StrEnum):
    """What is done in a channel."""

    POST = "post"
    OPEN = "open"
    CLOSE = "close"
    MAKE = "make"
    EDIT = "edit"
    ADMIT = "admit"  # let the moderators in, or those who are none any more out
    CLEAR = "clear"
    REMOVE = "remove"
    RENAME = "rename"
    READ_ONLY = "read only"  # let nobody write there any more
    SPEAK = "speak"  # let only some people speak, or everybody again


Key = tuple[Step, int, str]  # step, target and part: what an errand is known by within its cue


class Reason(StrEnum):
    """Why it failed."""

    FORBIDDEN = "forbidden"
    TWO_FACTOR = "two factor"
    ONBOARDING = "onboarding"
    FULL = "full"
    GONE = "gone"
    WAIT = "wait"  # Discord asks for a pause
    DISCORD = "discord"  # an error of Discord's, or no answer
    SLOW = "slow"  # still under way, or waiting its turn
    REFUSED = "refused"
    BUG = "bug"


# Each with what can be done about it.
WHY: Mapping[Reason, Text] = {
    Reason.FORBIDDEN: _("I lack the right for it: look at my role in the settings of this channel."),
    Reason.TWO_FACTOR: _("The server wants two-factor log-in: its owner turns that on for the account of the bot."),
    Reason.ONBOARDING: _("It is part of the server's onboarding, so everybody must see it: take it out there."),
    Reason.FULL: _("The server is full: remove channels that nobody needs."),
    Reason.GONE: _("The channel is gone."),
    Reason.WAIT: _("Discord lets me do this only later."),
    Reason.DISCORD: _("Discord stumbles."),
    Reason.SLOW: _("Discord has not answered yet."),
    Reason.REFUSED: _("Discord does not take it."),
    Reason.BUG: _("That is a mistake of mine; whoever runs the bot finds it in the log."),
}
HEALS = frozenset({Reason.DISCORD, Reason.GONE})  # often within seconds: told at the second failure


@dataclass(frozen=True, slots=True)
class Retry:
    """What failed for one target of a cue, and when it is tried again; times in UTC.

    ``target`` is the id of a place, or of a channel that is none of the meetup's; ``part`` tells its messages apart
    where a cue brings several up to date. ``attempts`` counts failures, and is 0 while a first attempt is under way or
    waits its turn. ``told`` says whether the moderators know.
    """

    cue: int
    step: Step
    target: int
    since: datetime
    due: datetime
    attempts: int = 0
    reason: Reason = Reason.SLOW
    told: bool = False
    part: str = ""

    @property
    def key(self) -> Key:
        """What it is known by within its cue."""
        return self.step, self.target, self.part

    def failed(self, reason: Reason, now: datetime, wait: timedelta | None = None) -> "Retry":
        """Return it after one more failure; ``wait`` is what Discord asks for."""
        due = now + pause(self.attempts, wait)
        return replace(self, attempts=self.attempts + 1, reason=reason, due=due)

    def is_to_tell(self, now: datetime, after: timedelta = timedelta()) -> bool:
        """Return True when the moderators should hear of it: it does not heal within seconds.

        ``after`` is how long it must have lasted.
        """
        if self.told or now - self.since < after:
            return False
        if self.reason is Reason.WAIT:
            return self.due - now > SOON
        return self.attempts > 1 or self.reason not in HEALS
