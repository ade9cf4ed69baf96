"""Follow-ups: what became of what somebody was going to do, in their own words; nobody is counted as failed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.core.kinds import ContributionKind
from bot.core.people.contributions import Contribution
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed

# What people take upon themselves; what they need, or what works already, is nothing that they do.
FOLLOWED: Final = tuple(map(ContributionKind, ("morgen", "actie", "toezegging")))
LONGEST_LINE: Final = 500  # characters
NO_LINE: Final = Typed("")
QUIETLY: Final = _("Other participants don't see your answer; it counts for the organisers.")


class Answer(StrEnum):
    """What became of it; the value is the word in the harvest."""

    DONE = "gelukt"
    PARTLY = "deels"
    NOT_YET = "nog niet"
    NEVER_MIND = "laat maar"


LABELS: Final[dict[Answer, Text]] = {
    Answer.DONE: _("It worked"),
    Answer.PARTLY: _("Partly"),
    Answer.NOT_YET: _("Not yet"),
    Answer.NEVER_MIND: _("Never mind"),
}
_COUNTED: Final[dict[Answer, Text]] = {
    Answer.DONE: _("done"),
    Answer.PARTLY: _("partly"),
    Answer.NOT_YET: _("not yet"),
    Answer.NEVER_MIND: _("let go"),
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What somebody told of what became of a contribution, and when they are asked.

    ``asked_at`` is when they were asked first, or told it by themselves; ``asked`` how often they were asked,
    ``answered`` how often by the time of their last answer, and ``ask_at`` when they are next.
    """

    asked_at: datetime | None
    answer: Answer | None = None
    line: Typed = NO_LINE
    ask_at: datetime | None = None
    asked: int = 0
    answered: int = 0


def is_open(item: Contribution, known: Mapping[int, FollowUp]) -> bool:
    """Return True for what its author may still have to do."""
    told = known.get(item.id)
    settled = told is not None and told.answer in (Answer.DONE, Answer.NEVER_MIND)
    return item.kind in FOLLOWED and bool(item.text) and not settled


def own(item: Contribution | None, person: int, told: FollowUp | None = None) -> Contribution:
    """Return what somebody tells of, as its author or because they take part in it: then something is ``told``.

    Raises Refusal where it is gone, not theirs, or nothing that one does.
    """
    if item is None or not item.text:
        raise Refusal(_("This is no longer there: it was withdrawn. You need to do nothing more."))
    if (item.author != person and told is None) or item.kind not in FOLLOWED:
        raise Refusal(_("Only who wrote this tells what became of it. You need to do nothing."))
    return item


def for_organisers(told: FollowUp | None, *, agreed: bool) -> FollowUp | None:
    """Return what organisers read of it: what they told in words only where they ``agreed`` that others read."""
    return told if told is None or agreed else replace(told, line=NO_LINE)


def counted(total: int, answers: Iterable[Answer]) -> Text:
    """Return the sentence on so many plans, and what their authors told; who told nothing is not counted as anything.

    "Vorige keer: 81 plannen. Van 34 lieten mensen weten hoe het ging: 20 gelukt, 9 deels en 5 nog niet."
    """
    told = list(answers)
    plans = ngettext("One plan was written down.", "{n} plans were written down.", total)
    if not told:
        return plans
    counts = tuple(Text.of(f"{n} ", _COUNTED[answer]) for answer in Answer if (n := told.count(answer)))
    heard = ngettext(
        "Of one people told how it went: {counts}.",
        "Of {n} people told how it went: {counts}.",
        len(told),
        counts=counts,
    )
    return Text.join(" ", [plans, heard])
