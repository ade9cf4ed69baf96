"""Cue kinds: what the bot does by itself at a moment, one row of rules a kind. See ``bot.runner.acts`` for the acts."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from bot.core.evening.cue_rules import Cleared, Counts, CueRule, Remade, Scope, Stale
from bot.core.evening.meetup import State
from bot.core.words.text import _

# How long the moderators' panel waits for what else changes: after something that all of it is about, and after one of
# its numbers, which change all the time (four times a minute is calm to look at).
PANEL_SOON, PANEL_CALM = timedelta(seconds=2), timedelta(seconds=15)
# Discord moves about ten people in ten seconds (PLATFORM: "Moving people is slow").
RETURN_EVERY = timedelta(seconds=10)
TOO_LATE = timedelta(minutes=10)  # a question or a notice that could not be posted for so long is left out


class CueKind(StrEnum):
    """Kind of action. Cues of the same moment are done in the order of the kinds here."""

    WELCOME = "welcome"  # greet people in the plenary, and moderators in their own channel
    REMIND = "remind"  # tell the moderators that it begins soon
    NOT_BEGUN = "not begun"  # tell the moderators that it should have begun, with the button that begins it
    CLOSE = "close"  # close the tables of a block
    COUNT = "count"  # count the dots of a block that is over
    REWIND = "rewind"  # take away what a block has shown that has not begun after all
    OPEN = "open"  # begin a block: its text and fragment, and its tables
    NOTICE = "notice"  # say that time was added, that we pause, that we go on
    SHOW = "show"  # show what the block says of harvests, and bring it up to date
    DOTS = "dots"  # post what dots can be put on, and bring it up to date
    CHOICE = "choice"  # tell what they chose, and have the moderators decide where it is a tie
    ATTACH = "attach"  # post the picture or PDF of the block
    PROMPT = "prompt"  # post what the block or its tables have at this moment
    WARN = "warn"  # say how much time is left
    RECALL = "recall"  # ask everybody back
    CLOSE_TABLE = "close table"  # close one table of those that are open, and take its people where a moderator chose
    SPLIT = "split"  # take half of the people at a table to a new one
    RETURN = "return"  # move back who is still at a closed table, ten at a time
    DIVIDE = "allot"  # show the moderators who would sit where
    MOVE = "move"  # bring people to the tables that were confirmed for them, ten at a time
    ALONE = "alone"  # bring somebody who is alone at a table to others with the same theme
    FLOOR = "floor"  # let everybody speak in the plenary, or only moderators and guests
    VOICES = "voices"  # have that count for those who are there already, ten at a time
    TABLES = "panel"  # bring the numbers on the table panel up to date
    TABLE_CARD = "table card"  # bring the card at each table up to date, and under what was said there
    HELP = "help"  # pass a call for help on to the moderators, and tell the table that somebody comes
    BROADCAST = "broadcast"  # say a moderator's words at the tables
    PRIVACY = "privacy"  # tell those who contributed by chat for the first time what is kept of them
    SHARE = "share"  # ask those who wrote in the chat whether others may read it
    ASK = "ask"  # ask the author of a doubtful chat message whether it is a contribution
    CONFIRM = "confirm"  # ask somebody in the plenary whether what was written down for them is right
    ENOUGH = "enough"  # tell somebody that no more of what they say is kept
    POLL = "poll"  # ask a quick poll in the plenary, bring its counts up to date, and close it
    TELL_AUTHOR = "tell author"  # tell an author what a moderator decided about their words
    TURNOUT = "turnout"  # show in the plenary how many people wrote something down
    NUDGE = "nudge"  # ask privately who pressed something and wrote nothing
    FINISH = "finish"  # the meetup is over: hand over the harvest
    CLOSING = "closing"  # thank everybody, and make the plenary plainly past
    STAY = "stay"  # the time that people stay on is over: say so, and that nobody is sent away
    UNTOLD = "untold"  # tell the moderators what their channel refused before
    EVENT = "event"  # keep the event of the meetup on the server
    LATE = "late"  # no more contributions come in: make the harvest's files again
    READ_BACK = "read back"  # the chat that was missed is read: hand the harvest over again
    WALL = "wall"  # bring the wall in the plenary up to date
    READ_FIRST = "read first"  # show the moderators what they read before others do, where names are hidden
    NEWS = "news"  # tell a youth council what became of its ideas at a later meetup
    FOLLOW_UP = "follow up"  # ask people how it went with what they were going to do
    BUDDY = "buddy"  # ask somebody to do a plan together, or tell its author what they answered
    CIRCLE = "circle"  # make the channel of those who do a pledge together, and let them in
    LETTER = "letter"  # pass a question on to the author of a text, or the answer to who asked
    TO_ALL = "to all"  # show what a moderator chose to everybody, in the plenary and at the tables
    TAKE_BACK = "take back"  # remove files with erased words from the moderators' channel
    LOOK = "look"  # bring back messages with buttons that somebody deleted while the bot was away
    TIMES = "times"  # correct the times in posts that stand, after a change
    RENAME = "rename"  # give the channels and files of a meetup its new name
    PANEL = "control"  # bring the moderators' panel up to date
    TIDY = "tidy"  # remove the channels of the tables of a meetup that is over
    ARCHIVE = "archive"  # remove the channels of a meetup that is put away, or erase a test
    TAKE_DOWN = "take down"  # remove the channels of a dry run that is over


_LIVE = frozenset({State.LIVE})
_RUNNING = _LIVE | {State.PAUSED}  # a pause holds the agenda, not the people on their way back
_BEGUN = _RUNNING | {State.CLOSED}
_UNFINISHED = _RUNNING | {State.PLANNED}

CUES: Mapping[CueKind, CueRule] = {
    CueKind.WELCOME: CueRule(runs=_UNFINISHED, scope=Scope.MEETUP, remade=Remade.PLENARY, step=_("the welcome")),
    CueKind.REMIND: CueRule(
        runs=frozenset({State.PLANNED}), counts=Counts.START, scope=Scope.MEETUP, stale=Stale.BEGUN,
    ),
    CueKind.NOT_BEGUN: CueRule(runs=frozenset({State.PLANNED}), counts=Counts.START, scope=Scope.MEETUP),
    CueKind.CLOSE: CueRule(
        runs=_LIVE | {State.CLOSED}, counts=Counts.END, stale=Stale.MISSED, stirs_panel=True,
        step=_("closing the tables"),
    ),
    CueKind.COUNT: CueRule(runs=_LIVE | {State.CLOSED}, counts=Counts.END, stale=Stale.MISSED),
    CueKind.REWIND: CueRule(runs=_RUNNING, stirs_panel=True),
    CueKind.OPEN: CueRule(
        runs=_LIVE, counts=Counts.START, stale=Stale.BLOCK_OVER, remade=Remade.HERE, silenced=True, stirs_panel=True,
        cleared=Cleared.BLOCK, step=_("the opening"),
    ),
    CueKind.NOTICE: CueRule(runs=_BEGUN, late=TOO_LATE, stirs_panel=True, cleared=Cleared.NEXT),
    CueKind.SHOW: CueRule(
        runs=_BEGUN, stale=Stale.MISSED, remade=Remade.HERE, comes_back=True, cleared=Cleared.BLOCK,
        step=_("what was brought in before"),
    ),
    CueKind.DOTS: CueRule(
        runs=_BEGUN, stale=Stale.MISSED, remade=Remade.HERE, comes_back=True, cleared=Cleared.BLOCK,
        step=_("the dots"),
    ),
    CueKind.CHOICE: CueRule(runs=_BEGUN, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.ATTACH: CueRule(
        runs=_RUNNING, stale=Stale.ENDED, remade=Remade.HERE, comes_back=True, cleared=Cleared.BLOCK,
        step=_("the attachment"),
    ),
    CueKind.PROMPT: CueRule(
        runs=_LIVE, counts=Counts.SPREAD, stale=Stale.BLOCK_OVER, remade=Remade.HERE, late=TOO_LATE,
        silenced=True, cleared=Cleared.NEXT,
        step=_("a question"),
    ),
    CueKind.WARN: CueRule(runs=_LIVE, counts=Counts.END, stale=Stale.OVERTAKEN, silenced=True, step=_("a warning")),
    CueKind.RECALL: CueRule(
        runs=_LIVE, counts=Counts.END, stale=Stale.CLOSED, stirs_panel=True, step=_("the recall"),
    ),
    CueKind.CLOSE_TABLE: CueRule(runs=_RUNNING, stale=Stale.ENDED, comes_back=True, pace=RETURN_EVERY, aside=True),
    CueKind.SPLIT: CueRule(runs=_RUNNING, comes_back=True, pace=RETURN_EVERY, aside=True),
    CueKind.RETURN: CueRule(runs=_BEGUN, comes_back=True, pace=RETURN_EVERY, aside=True),
    CueKind.DIVIDE: CueRule(
        runs=_RUNNING, counts=Counts.START, stale=Stale.NO_SEATS, stirs_panel=True,
        step=_("the proposal who sits where"),
    ),
    CueKind.MOVE: CueRule(
        runs=_LIVE, stale=Stale.ENDED, comes_back=True, pace=RETURN_EVERY, aside=True, cleared=Cleared.BLOCK,
        follows_people=True,
    ),
    CueKind.ALONE: CueRule(runs=_LIVE, stale=Stale.NO_SEATS, comes_back=True, follows_people=True),
    CueKind.FLOOR: CueRule(
        runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True, stirs_panel=True,
    ),
    CueKind.VOICES: CueRule(
        runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True, pace=RETURN_EVERY, aside=True,
    ),
    CueKind.TABLES: CueRule(runs=_BEGUN, comes_back=True, follows_people=True),
    CueKind.TABLE_CARD: CueRule(
        runs=_BEGUN, stale=Stale.GAVE_UP, remade=Remade.TABLE, comes_back=True, step=_("the card at a table"),
    ),
    CueKind.HELP: CueRule(
        runs=_BEGUN, stale=Stale.GAVE_UP, remade=Remade.TABLE, comes_back=True, stirs_panel=True,
    ),
    CueKind.BROADCAST: CueRule(runs=_BEGUN, stale=Stale.GAVE_UP),
    CueKind.PRIVACY: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP),
    CueKind.SHARE: CueRule(
        runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP, remade=Remade.PLENARY, comes_back=True,
    ),
    CueKind.ASK: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP),
    CueKind.CONFIRM: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.ENOUGH: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP),
    CueKind.POLL: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.TELL_AUTHOR: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.TURNOUT: CueRule(
        runs=_LIVE, stale=Stale.ENDED, comes_back=True, cleared=Cleared.BLOCK,
    ),
    CueKind.NUDGE: CueRule(runs=_LIVE, counts=Counts.END, stale=Stale.BLOCK_OVER, silenced=True),
    CueKind.FINISH: CueRule(
        runs=_LIVE | {State.CLOSED}, counts=Counts.MEETUP_END, scope=Scope.MEETUP, stirs_panel=True,
    ),
    CueKind.CLOSING: CueRule(
        runs=frozenset({State.CLOSED}), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True,
    ),
    CueKind.STAY: CueRule(
        runs=frozenset({State.CLOSED}), scope=Scope.MEETUP, stale=Stale.GAVE_UP, stirs_panel=True,
        step=_("the end of staying on"),
    ),
    CueKind.UNTOLD: CueRule(runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.EVENT: CueRule(
        runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True,
    ),
    CueKind.LATE: CueRule(runs=frozenset({State.CLOSED}), scope=Scope.MEETUP, stale=Stale.GAVE_UP),
    CueKind.READ_BACK: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP),
    CueKind.WALL: CueRule(
        runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP, remade=Remade.PLENARY, comes_back=True,
    ),
    CueKind.READ_FIRST: CueRule(
        runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True, step=_("what you read first"),
    ),
    CueKind.NEWS: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.FOLLOW_UP: CueRule(runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.BUDDY: CueRule(runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.CIRCLE: CueRule(runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.LETTER: CueRule(runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True),
    CueKind.TO_ALL: CueRule(
        runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP, remade=Remade.PLENARY, comes_back=True,
    ),
    CueKind.TAKE_BACK: CueRule(runs=_BEGUN, scope=Scope.MEETUP, stale=Stale.GAVE_UP),
    CueKind.LOOK: CueRule(runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, aside=True),
    CueKind.TIMES: CueRule(
        runs=_UNFINISHED, scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True,
    ),
    CueKind.RENAME: CueRule(
        runs=frozenset(State), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True,
    ),
    CueKind.PANEL: CueRule(runs=frozenset(State), scope=Scope.MEETUP, comes_back=True, follows_people=True),
    CueKind.TIDY: CueRule(
        runs=frozenset({State.CLOSED}), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True,
    ),
    CueKind.ARCHIVE: CueRule(
        runs=frozenset({State.CLOSED}), scope=Scope.MEETUP, stale=Stale.GAVE_UP, comes_back=True,
    ),
    CueKind.TAKE_DOWN: CueRule(runs=_BEGUN, counts=Counts.START, scope=Scope.MEETUP),
}  # fmt: skip

ASIDE = frozenset(kind for kind, rule in CUES.items() if rule.aside)


def kinds_in(state: State) -> list[CueKind]:
    """Kinds that are done while a meetup is in this state."""
    return [kind for kind, rule in CUES.items() if state in rule.runs]
