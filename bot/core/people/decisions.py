"""What moderators decide about a contribution besides the wall: kept out of all that is published, or highlighted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.people.contributions import Contribution
from bot.core.words.escaping import INVISIBLE
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

LONGEST_REASON = 200  # characters


class Which(StrEnum):
    """Selection from the list of all contributions."""

    ALL = "alles"
    HIGHLIGHTED = "uitgelicht"
    HIDDEN = "verborgen"


@dataclass(frozen=True, slots=True)
class Decided:
    """A contribution, and the name of the moderator who last decided about it; None where nobody did."""

    item: Contribution
    by: Typed | None = None

    @property
    def is_hidden(self) -> bool:
        """True if a moderator keeps it out of what is published."""
        return self.item.hidden is not None


def selected(some: Iterable[Decided], which: Which, words: Typed) -> list[Decided]:
    """Return those of a selection in which all of these words stand, or the one with this number, newest first."""
    wanted = words.raw.casefold().split()
    return [one for one in some if _is_of(which, one) and _has(one.item, wanted)][::-1]


def _is_of(which: Which, one: Decided) -> bool:
    match which:
        case Which.ALL:
            return True
        case Which.HIGHLIGHTED:
            return one.item.highlighted
        case Which.HIDDEN:
            return one.is_hidden


def _has(item: Contribution, wanted: Sequence[str]) -> bool:
    text = item.text.raw.casefold()
    return all(word in text for word in wanted) or wanted in ([str(item.id)], [f"#{item.id}"])


def reason(words: Typed) -> Typed:
    """Return the reason that a moderator gave, on one line. Raises Refusal without one, or over 200 characters."""
    said = " ".join(words.raw.strip(INVISIBLE).split())
    if not said:
        raise Refusal(_("Give a reason in a few words: its author reads it."))
    if len(said) > LONGEST_REASON:
        raise Refusal(_("Give the reason in at most {most} characters: its author reads it.", most=LONGEST_REASON))
    return Typed(said)


def to_hide(one: Decided | None) -> Decided:
    """Return what can be hidden now. Raises Refusal otherwise."""
    one = there(one)
    if one.is_hidden:
        raise Refusal(_("{name} has hidden this already. Nothing changed now.", name=_by(one)))
    return one


def to_highlight(one: Decided | None) -> Decided:
    """Return what can be highlighted now. Raises Refusal otherwise."""
    one = there(one)
    if one.is_hidden:
        raise Refusal(_("{name} has hidden this. Let it in again first.", name=_by(one)))
    if one.item.highlighted:
        raise Refusal(_("{name} has highlighted this already. Nothing changed now.", name=_by(one)))
    return one


def to_undo(one: Decided | None) -> Decided:
    """Return what is hidden or highlighted now. Raises Refusal otherwise."""
    one = there(one)
    if not (one.is_hidden or one.item.highlighted):
        raise Refusal(_("{name} has undone this already. Nothing changed now.", name=_by(one)))
    return one


def there(one: Decided | None) -> Decided:
    """Return what is still there. Raises Refusal otherwise."""
    if one is None or not one.item.text:
        raise Refusal(_("This is no longer there: its author withdrew it. Look at the list again."))
    return one


def _by(one: Decided) -> Text | Typed:
    return one.by or _("Somebody else")
