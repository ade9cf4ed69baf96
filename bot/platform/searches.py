"""What people search for, while they turn its pages. Nowhere stored: after a restart they search again."""

import secrets

from bot.core.people.searches import Search
from bot.core.words.text import Refusal, _

KEPT = 1000  # searches, of all servers together


class Searches:
    """Searches by number, each of one person. A number is drawn, so that none of before a restart comes again."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, Search]] = {}

    def add(self, person: int, search: Search) -> int:
        """Keep a search. Returns its number, of at most 18 digits."""
        number = secrets.randbelow(10**18)
        self._kept[number] = (person, search)
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return number

    def get(self, person: int, number: int) -> Search:
        """Return a search of this person. Raises Refusal where it is not kept any more, or somebody else's."""
        owner, search = self._kept.get(number, (None, None))
        if search is None or owner != person:
            raise Refusal(_("I don't know any more what this search was. Search once more."))
        return search
