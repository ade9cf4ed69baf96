"""A meetup and its states: planned → live ⇄ paused → closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.programme.models import MeetupKind, Programme
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

# How long names and texts are kept, in days: a year, for the follow-up is two months later and the relay comes in the
# next season (our choice).
KEEP_DAYS = 365
# The same action twice within this time, by one who did not see the first, is meant once: done by one person, or adding
# up (SAME_PRESS), or done by two who each meant to do it for all (SAME_WISH). Our choice.
SAME_PRESS = timedelta(seconds=3)
SAME_WISH = timedelta(seconds=10)


class State(StrEnum):
    """State of a meetup."""

    PLANNED = "planned"
    LIVE = "live"
    PAUSED = "paused"
    CLOSED = "closed"


class Action(StrEnum):
    """Kind of action of a moderator in a meetup; the value is stored."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    CALL_BACK = "call back"
    TRIM = "trim"
    DROP = "drop"
    EXTEND = "extend"
    RESCHEDULE = "reschedule"  # chose another start or end, before the meetup began
    STOP = "stop"
    END_STAYING = "end staying"  # ended the time that people stay on after the end
    ATTACH = "attach"  # gave a picture or PDF to be posted with a block
    REACH = "reach"  # sent test messages to those who run the evening
    SEAT = "seat"
    GROUPS = "groups"  # began groups at once
    POLL = "poll"  # asked a quick poll
    QUIET = "quiet"  # let only guests and moderators speak in the plenary
    SPEAK = "speak"  # let everybody speak again
    TURN = "turn"  # gave the word to somebody whose hand was up, or took it back
    WATCH = "watch"  # took a table to look after, or gave it back
    GUEST = "guest"  # named a guest, or made one a guest no more
    UNDO = "undo"  # took back the last step on the time
    CLOSE_TABLE = "close table"
    SPLIT = "split"  # opened another table for half of the people at one
    MIX = "mix"
    PUT_AWAY = "put away"
    SHOW = "show"
    HIGHLIGHT = "highlight"
    TO_ALL = "to all"  # showed a contribution to everybody
    HIDE = "hide"  # keep off the wall
    KEEP_OUT = "keep out"  # of all that is published
    LET_IN = "let in"
    CHOOSE = "choose"  # decided what a team goes for
    THANK = "thank"  # posted a word of thanks to everybody
    TIDY = "tidy"  # had the channels of the tables removed
    ARCHIVE = "archive"  # had the channels of the meetup cleared away
    CORRECT = "correct"  # changed a block of the programme that the meetup runs on
    RENAME = "rename"  # gave the meetup another name


ADDING_UP = frozenset({Action.EXTEND})  # two people who do it want it twice


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that was carried out, by whom and when. ``name`` is empty once the person was erased.

    ``id`` grows with each; it is 0 until it is stored. ``person`` is who did it, where that is known.
    """

    action: Action
    name: Typed
    at: datetime
    id: int = 0
    person: int = 0


@dataclass(frozen=True, slots=True)
class Meetup:
    """One evening. ``programme`` is the snapshot it runs on; times are UTC; ``id`` is 0 until it is stored."""

    id: int
    server: int
    title: Typed
    place: Typed
    kind: MeetupKind
    language: str
    shows_names: bool
    state: State
    planned_start: datetime
    programme: Programme
    started_at: datetime | None = None
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    uid: str = ""  # the same in every database that it moves to
    keep_days: int = KEEP_DAYS  # how many days after the end names and texts are kept
    follows: int | None = None  # the id of the meetup that it follows in the relay
    province: str = ""  # one of ``seasons.PROVINCES``, or "" where it is not known
    season: str = ""  # such as "2026-2027"; "" for one that was planned before seasons were kept
    ends_by: datetime | None = None  # the time by which it must end
    is_dry_run: bool = False  # its contributions are not kept, and all of it is removed at its end
    report_to: int | None = None  # the channel in which moderators read the result of a dry run
    is_readable: bool = True  # False where its row is damaged: then its programme is empty, and nothing can be run

    @property
    def has_begun(self) -> bool:
        """True from its start on, also when it is paused or over."""
        return self.started_at is not None

    @property
    def begins(self) -> datetime:
        """When it began, or is planned to begin."""
        return self.started_at or self.planned_start

    @property
    def is_running(self) -> bool:
        """True while it is live or paused."""
        return self.state in (State.LIVE, State.PAUSED)

    @property
    def was_cancelled(self) -> bool:
        """True if it was closed before it began."""
        return self.state is State.CLOSED and not self.has_begun

    @property
    def open_until(self) -> datetime | None:
        """The moment until which it takes contributions after its end, as its programme says; None before the end."""
        return None if self.ended_at is None else self.ended_at + self.programme.takes_after

    def takes_contributions(self, now: datetime) -> bool:
        """Return True from the start until ``open_until``."""
        return self.has_begun and (self.open_until is None or now <= self.open_until)

    def start(self, now: datetime, deeds: Sequence[Deed] = ()) -> "Meetup":
        """Return the meetup live from now on. Raises Refusal where it has begun already or is over."""
        if self.state is State.CLOSED:
            raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."), Remedy(Mend.PLAN))
        if self.state is not State.PLANNED:
            raise Refusal(_("This meetup has begun already, started by {name}.", name=last_by(Action.START, deeds)))
        return replace(self, state=State.LIVE, started_at=now)

    def pause(self, now: datetime, deeds: Sequence[Deed] = ()) -> "Meetup":
        """Return the meetup paused: its agenda waits until it resumes. Raises Refusal unless it is live."""
        self.must_run()
        if self.state is State.PAUSED:
            raise Refusal(
                _(
                    "The meetup is paused already, by {name}. Go on with `/meetup verder`.",
                    name=last_by(Action.PAUSE, deeds),
                ),
                Remedy(Mend.RESUME, self.id),
            )
        return replace(self, state=State.PAUSED, paused_at=now)

    def resume(self, now: datetime, deeds: Sequence[Deed] = ()) -> "Meetup":
        """Return the meetup live again; ``timeline.shift`` moves what is still to come.

        Raises Refusal unless it is paused.
        """
        self.must_run()
        if self.state is State.LIVE:
            if any(deed.action is Action.RESUME for deed in deeds):
                raise Refusal(
                    _("The meetup is going on already, thanks to {name}.", name=last_by(Action.RESUME, deeds))
                )
            raise Refusal(_("The meetup is not paused. Pause it with `/meetup pauze`."))
        return replace(self, state=State.LIVE, paused_at=None)

    def close(self, now: datetime) -> "Meetup":
        """Return the meetup closed, ended now; unchanged if it was closed already."""
        if self.state is State.CLOSED:
            return self
        return replace(self, state=State.CLOSED, ended_at=now, paused_at=None)

    @property
    def damage(self) -> Text:
        """Sentence for a meetup that is not readable: what that means, and what to do."""
        return _(
            "I can't read how “{title}” was planned any more, so it can't go on. A moderator puts it away with "
            "`/meetup opruim`, and plans it again.",
            title=self.title,
        )

    def must_be_readable(self) -> "Meetup":
        """Return the meetup. Raises Refusal where its row is damaged."""
        if not self.is_readable:
            raise Refusal(self.damage, Remedy(Mend.PUT_AWAY, self.id))
        return self

    def must_be_live(self) -> None:
        """Raise Refusal unless the meetup is live."""
        self.must_run()
        if self.state is State.PAUSED:
            raise Refusal(_("The meetup is paused. Go on first, with `/meetup verder`."), Remedy(Mend.RESUME, self.id))

    def must_run(self) -> None:
        """Raise Refusal unless the meetup is live or paused."""
        if self.state is State.PLANNED:
            raise Refusal(_("This meetup has not begun yet. Begin with `/meetup start`."), Remedy(Mend.BEGIN, self.id))
        if self.state is State.CLOSED:
            raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."), Remedy(Mend.PLAN))

    def must_be_over(self) -> None:
        """Raise Refusal unless the meetup is over."""
        if self.state is not State.CLOSED:
            raise Refusal(_("This meetup is not over yet. End it with `/meetup stop`."), Remedy(Mend.STOP, self.id))


def last_by(action: Action, deeds: Sequence[Deed]) -> Typed | Text:
    """Return the name of the person who did this last."""
    names = [deed.name for deed in deeds if deed.action is action]
    return (names[-1] if names else None) or _("somebody else")


def who_did(deeds: Sequence[Deed], since: datetime, *actions: Action) -> Typed | None:
    """Return the name of the person who last did one of these actions after ``since``, or None.

    The name is empty for a person who had themselves erased.
    """
    return next((deed.name for deed in reversed(deeds) if deed.action in actions and deed.at > since), None)


def refuse_second_press(action: Action, deeds: Sequence[Deed], now: datetime, by: int, seen: int = 0) -> None:
    """Raise Refusal if the same action was done just before and this person did not see it: it is meant once.

    ``by`` is the person, and ``seen`` the id of the last action that their panel showed.
    """
    for deed in deeds:
        is_same_press = deed.person == by or action in ADDING_UP
        if deed.action is action and deed.id > seen and now - deed.at < (SAME_PRESS if is_same_press else SAME_WISH):
            raise Refusal(
                _(
                    "{name} has just done this already. Nothing changed now. "
                    "Do you want it a second time? Then do it again in a moment.",
                    name=deed.name or _("Somebody else"),
                )
            )
