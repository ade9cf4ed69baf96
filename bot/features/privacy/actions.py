"""What moderators did, in words."""

from bot.core.evening.meetup import Action
from bot.core.words.text import Text, _

ACTIONS: dict[Action, Text] = {
    Action.START: _("started the meetup"),
    Action.PAUSE: _("paused"),
    Action.RESUME: _("went on after a pause"),
    Action.NEXT: _("went on to the next block"),
    Action.CALL_BACK: _("called everybody back"),
    Action.EXTEND: _("gave more time"),
    Action.RESCHEDULE: _("changed when the meetup begins or ends"),
    Action.STOP: _("ended the meetup"),
    Action.REACH: _("had test messages sent"),
    Action.SEAT: _("confirmed who sits at which table"),
    Action.MIX: _("had people divided over the tables"),
    Action.PUT_AWAY: _("put a division over the tables away"),
    Action.SHOW: _("showed something on the wall"),
    Action.HIGHLIGHT: _("highlighted something on the wall"),
    Action.TO_ALL: _("showed something to everybody"),
    Action.HIDE: _("kept something off the wall"),
    Action.KEEP_OUT: _("kept something out of what is published"),
    Action.LET_IN: _("undid hiding or highlighting"),
    Action.TRIM: _("shortened the blocks to come"),
    Action.DROP: _("left a block out"),
    Action.GROUPS: _("began groups at once"),
    Action.POLL: _("asked a quick poll"),
    Action.THANK: _("thanked everybody"),
    Action.TIDY: _("had the channels of the tables removed"),
    Action.QUIET: _("let only guests and moderators speak"),
    Action.SPEAK: _("let everybody speak"),
    Action.TURN: _("gave somebody the word, or took it back"),
    Action.WATCH: _("took a table to look after, or gave it back"),
    Action.CLOSE_TABLE: _("closed a table"),
    Action.SPLIT: _("split a table"),
    Action.UNDO: _("took back the last step"),
    Action.GUEST: _("changed who is a guest"),
}
