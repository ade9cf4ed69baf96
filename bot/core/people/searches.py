"""Searching what people brought in at all meetups of a server."""

from dataclasses import dataclass

from bot.core.kinds import ContributionKind
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody searches for. ``public``: only what everybody may read, else everything, for moderators.

    ``theme`` is a slug. Without a filter, None or "", all are searched.
    """

    words: Typed
    public: bool
    kind: ContributionKind | None = None
    theme: str = ""
    province: str = ""
    season: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of contributions, best first. The first ``fitting`` have all words; ``more``: there are more than these."""

    ids: tuple[int, ...] = ()
    fitting: int = 0
    more: bool = False
