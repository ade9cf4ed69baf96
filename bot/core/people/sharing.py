"""An author's choice for their own words: others read them with a name, without it, or not at all.

``showing`` is the one rule of what may be shown; reports, bundles, the wall and all that is public ask it.
"""

from enum import Enum, StrEnum, auto

from bot.core.words.text import Text, _


class Sharing(StrEnum):
    """Author's choice of how others may read a contribution."""

    NAMED = "naam"
    UNNAMED = "anoniem"
    NOT = "niet"


EXPORTED = {Sharing.NAMED: "name", Sharing.UNNAMED: "anonymous", Sharing.NOT: "no"}  # in oogst.json


class Showing(Enum):
    """How much of a contribution may be shown."""

    NOTHING = auto()
    WORDS = auto()
    WORDS_AND_NAME = auto()


def showing(choice: Sharing | None, *, hidden: bool, public: bool) -> Showing:
    """Return how much may be shown of a contribution whose author made this choice; None where they did not choose.

    ``hidden``: a moderator keeps it back. ``public`` is the wall, the page and the poster, else a report or a bundle.
    Files for organisers hold everything, so they don't ask. A programme may hide names besides.
    """
    if hidden or choice is Sharing.NOT:
        return Showing.NOTHING
    if choice is None:
        return Showing.NOTHING if public else Showing.WORDS
    return Showing.WORDS_AND_NAME if choice is Sharing.NAMED else Showing.WORDS


def may_quote(choice: Sharing | None, *, hidden: bool) -> bool:
    """Return True if a report or a bundle may quote a contribution; ``hidden``: a moderator keeps it back."""
    return showing(choice, hidden=hidden, public=False) is not Showing.NOTHING


def may_name(choice: Sharing | None) -> bool:
    """Return True if the author's name may stand beside a contribution that is shown."""
    return showing(choice, hidden=False, public=False) is Showing.WORDS_AND_NAME


def may_publish(choice: Sharing | None, *, hidden: bool) -> bool:
    """Return True if a contribution may stand on the wall, the page or the poster."""
    return showing(choice, hidden=hidden, public=True) is not Showing.NOTHING


QUESTION = _("May others read this?")


def told(choice: Sharing | None, *, shows_names: bool) -> Text:
    """Return the words that tell an author who may read a contribution; ``shows_names``: the meetup does."""
    match choice:
        case Sharing.NAMED if shows_names:
            return _("others may read it, with your name")
        case Sharing.NAMED | Sharing.UNNAMED:
            return _("others may read it, without your name")
        case Sharing.NOT:
            return _("others don't read it")
        case None:
            return _("you did not choose yet: without your name in reports, and nowhere public")
