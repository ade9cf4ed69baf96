"""What an author agreed to of their own words: with their name on the wall, without it, or not at all."""

from enum import StrEnum

from bot.core.words.text import Text, _


class Sharing(StrEnum):
    """How an author wants a contribution on the wall."""

    NAMED = "naam"
    UNNAMED = "anoniem"
    NOT = "niet"


EXPORTED = {Sharing.NAMED: "name", Sharing.UNNAMED: "anonymous", Sharing.NOT: "no"}  # in oogst.json


def may_quote(choice: Sharing | None, *, hidden: bool) -> bool:
    """Whether a report or a bundle may quote a contribution; ``hidden`` is whether a moderator keeps it back."""
    return not hidden and choice is not Sharing.NOT


def may_name(choice: Sharing | None) -> bool:
    """Whether a report or a bundle may put the author's name beside a quotation."""
    return choice is Sharing.NAMED


def told(choice: Sharing | None, *, in_plenary: bool, shows_names: bool) -> Text:
    """What holds for a contribution now, for its author; ``in_plenary`` is whether they said it in that chat."""
    match choice:
        case Sharing.NAMED if shows_names:
            return _("with your name, if the moderator shows it")
        case Sharing.NAMED | Sharing.UNNAMED:
            return _("without your name, if the moderator shows it")
        case Sharing.NOT:
            return _("no, this stays off it")
        case None if in_plenary:
            return _("without your name, if the moderator shows it")
        case None:
            return _("only if you choose so")
