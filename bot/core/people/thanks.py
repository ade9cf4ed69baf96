"""A moderator's word of thanks to everybody, after the meetup."""

from collections.abc import Sequence

from bot.core.evening.meetup import Action, Deed
from bot.core.words.escaping import visible
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LONGEST = 1000  # characters, as of a message to the tables
WHOLE = 1900  # characters when it was made harmless; with the line before it, it fits in one message


def worded(words: Typed) -> Typed:
    """Return the words as they are posted. Raises Refusal where there are none, or more than 1,000 characters."""
    text = visible(words.raw).strip()
    if not text:
        raise Refusal(_("There is nothing to say yet. Write a word of thanks."))
    if len(text) > LONGEST:
        raise Refusal(_("This is {n} characters long; at most {most} are read well. Make it shorter.",
                        n=len(text), most=LONGEST))  # fmt: skip
    return Typed(text)


def refuse_second(deeds: Sequence[Deed]) -> None:
    """Raise Refusal where a moderator has thanked everybody already."""
    for deed in deeds:
        if deed.action is Action.THANK:
            name = deed.name or _("Somebody else")
            raise Refusal(_("{name} has thanked everybody already. Do you want to say more? Write it in the plenary.",
                            name=name))  # fmt: skip
