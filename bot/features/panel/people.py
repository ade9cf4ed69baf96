"""Lines of the panel about people: which moderators are there, who may speak, who has the word and who wants it."""

from collections.abc import Sequence

from bot.content.times import stamp
from bot.core.people.floor import Floor
from bot.core.people.hands import Queue
from bot.core.words.text import Text, _, ngettext

_HERE = 12  # moderators named
_TOPIC = 80  # characters of what somebody wants to talk about


def lines(moderators: Sequence[int], floor: Floor, queue: Queue) -> list[Text]:
    """Return lines on the moderators who are there, who may speak in the plenary, and who has the word."""
    here = [_("👥 Moderators: {people}", people=" · ".join(f"<@{id}>" for id in moderators[:_HERE]))]
    turn = [_("🗣️ {who} has the word.", who=f"<@{queue.speaker.person}>")] if queue.speaker else []
    return [*here * bool(moderators), *_floor(floor), *turn]


def _floor(floor: Floor) -> list[Text]:
    if not floor.closed:
        return []
    if until := floor.until:
        return [_("🤫 Only guests and moderators speak in the plenary, until {time}.", time=stamp(until))]
    return [_("🎙️ Only guests and moderators speak in the plenary.")]


def asks(queue: Queue) -> list[Text]:
    """Return a line on whose hand was raised first, and how many more wait; empty where nobody does."""
    hand = queue.first
    if hand is None:
        return []
    about = Text.of(": ", Text.cut(hand.topic, _TOPIC)) if hand.topic else Text.of(".")
    line = _("✋ {who} wants to say something", who=f"<@{hand.person}>") + about
    more = len(queue.waiting) - 1
    return [line + " · " + ngettext("{n} more waits.", "{n} more wait.", more) if more else line]
