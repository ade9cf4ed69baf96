"""An author's choice for their own words: on the wall with their name, without it, or not at all."""

from enum import StrEnum

from bot.core.words.text import Text, _


class Sharing(StrEnum):
    """Author's choice of how a contribution may stand on the wall."""

    NAMED = "naam"
    UNNAMED = "anoniem"
    NOT = "niet"


EXPORTED = {Sharing.NAMED: "name", Sharing.UNNAMED: "anonymous", Sharing.NOT: "no"}  # in oogst.json


def may_quote(choice: Sharing | None, *, hidden: bool) -> bool:
    """Return True if a report or a bundle may quote a contribution; ``hidden``: a moderator keeps it back."""
    return not hidden and choice is not Sharing.NOT


def may_name(choice: Sharing | None) -> bool:
    """Return True if a report or a bundle may put the author's name beside a quotation."""
    return choice is Sharing.NAMED


def told(choice: Sharing | None, *, in_plenary: bool, shows_names: bool) -> Text:
    """Return the words that tell an author whether and how a contribution may be on the wall.

    ``in_plenary`` is whether they said it in the chat of the plenary, ``shows_names`` whether the meetup shows
    names.
    """
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
