"""Letters: one question to the author of a text, passed on if they want that, and one answer."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.evening.meetup import Meetup
from bot.core.people.contributions import Contribution
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LONGEST = 500  # characters of a question, and of an answer
MOST_OPEN = 5  # questions of one person that wait for an answer (our choice)


class LetterState(StrEnum):
    """What became of a question."""

    ASKED = "asked"
    DECLINED = "declined"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Letter:
    """A question with its answer, "" until there is one; ``name`` is the asker's, which the author reads.

    ``told``: who has to hear of it was told.
    """

    id: int
    contribution: int
    asker: int
    name: Typed
    question: Typed
    state: LetterState
    answer: Typed
    told: bool = False


def is_offered(item: Contribution, meetup: Meetup, person: int) -> bool:
    """Return True where somebody may ask the author of a text that they may read; not where names are hidden."""
    return item.author > 0 and item.author != person and meetup.shows_names and not meetup.is_dry_run


def readable(item: Contribution | None, meetup: Meetup | None, person: int, *, is_found: bool) -> Contribution:
    """Return the text whose author is asked. Raises Refusal where it is gone, not shared, or nobody can be asked."""
    if item is None or meetup is None or not is_found:
        raise Refusal(_("This is not shared now, so I can't ask its author. Search once more for what is."))
    if not is_offered(item, meetup, person):
        raise Refusal(_("Of this text I can't ask the author anything. Search once more for another."))
    return item


def refuse_more(open_now: int) -> None:
    """Raise Refusal where somebody has asked enough for now."""
    if open_now >= MOST_OPEN:
        raise Refusal(_("{n} questions of yours wait for an answer. Ask more when there are answers.", n=open_now))


def to_author(letter: Letter | None, item: Contribution | None, person: int) -> Letter:
    """Return a question to its author. Raises Refusal where it is gone, somebody else's, or dealt with."""
    if letter is None or item is None or item.author != person:
        raise Refusal(_("This question is no longer there. You need to do nothing."))
    if letter.state is not LetterState.ASKED:
        raise Refusal(_("You dealt with this question already. You need to do nothing more."))
    return letter


def to_asker(letter: Letter | None, person: int) -> Letter:
    """Return an answer to who asked. Raises Refusal where it is gone or somebody else's."""
    if letter is None or letter.asker != person or letter.state is not LetterState.ANSWERED:
        raise Refusal(_("This answer is no longer there. You need to do nothing."))
    return letter
