"""Searching what people brought in at all meetups of a server."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.evening.seasons import province_of, season_of
from bot.core.kinds import KINDS, ContributionKind
from bot.core.words.plain import fitting, plain
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LONGEST = 300  # characters that people may search for


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

    @property
    def is_narrowed(self) -> bool:
        """True with a filter."""
        return bool(self.kind or self.theme or self.province or self.season)


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of contributions, best first. The first ``fitting`` have all words; ``more``: there are more than these."""

    ids: tuple[int, ...] = ()
    fitting: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters as they were typed; an empty one is none."""

    kind: Typed
    theme: Typed
    province: Typed
    season: Typed


def search(words: Typed, filters: Filters, themes: Mapping[str, Typed], *, public: bool) -> Search:
    """Return the search that is meant. ``themes`` are the titles by slug.

    Raises Refusal, with what there is to choose from, for a filter that is none.
    """
    return Search(
        words,
        public,
        kind_of(filters.kind),
        theme_of(filters.theme, themes),
        province_of(filters.province),
        season_of(filters.season),
    )


def kind_of(typed: Typed) -> ContributionKind | None:
    """Return the kind that is meant, by its tag: "#Morgen" or "morgen"; None for nothing."""
    wanted = plain(typed.raw).lstrip("# ")
    if not wanted:
        return None
    found = [kind for kind in KINDS if kind == wanted] or [kind for kind in KINDS if kind.startswith(wanted)]
    if len(found) != 1:
        kinds = tuple(f"#{kind}" for kind in KINDS)
        raise Refusal(_("There is no kind “{name}”. Choose one of these: {kinds}.", name=typed.line, kinds=kinds))
    return found[0]


def theme_of(typed: Typed, themes: Mapping[str, Typed]) -> str:
    """Return the slug of the theme that is meant, by slug or title; "" for nothing."""
    if not plain(typed.raw):
        return ""
    names = [(slug, name) for slug, title in themes.items() for name in (Typed(slug), title)]
    found = {names[at][0] for at in fitting(typed, [name for _slug, name in names])}
    if len(found) != 1:
        raise Refusal(
            _(
                "There is no theme “{name}”. Choose one of these: {themes}.",
                name=typed.line,
                themes=tuple(themes.values()),
            )
        )
    return found.pop()
