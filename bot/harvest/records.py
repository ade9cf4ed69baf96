"""Records of a meetup for the export formats."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from bot.content.texts import bare, voice
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people.addressees import Addressee, addressees
from bot.core.people.contributions import ThemeSource
from bot.core.people.filling import Value
from bot.core.people.follow_ups import FollowUp
from bot.core.people.roles import Role
from bot.core.people.sharing import Sharing, may_quote
from bot.core.programme.models import BlockKind
from bot.core.words.mentions import readable
from bot.core.words.typed import Typed
from bot.harvest.forms import FormItem
from bot.storage.harvests import RoleCount


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One block, planned and actual. The actual times are None for a block that did not take place."""

    title: Typed
    kind: BlockKind
    planned_start: datetime
    planned_end: datetime
    actual_start: datetime | None
    actual_end: datetime | None


@dataclass(frozen=True, slots=True)
class TableItem:
    """One table: how many different people came, the most at once, how many prompts it was given."""

    title: Typed
    theme: str | None
    people: int
    most: int
    prompts_posted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionItem:
    """One contribution; ``author`` and ``role`` are None where names may not be shown.

    The role is the one its author has told by now: who takes it back, takes it out of the next export. ``people`` is
    how many speak through the account of the author, ``late`` whether it was said after the end. ``parent`` is the id
    of the contribution that it follows from, of the meetup with the uid ``parent_meetup``, or of this one where that
    is None; the keys of ``details`` are those of ``table.DETAILS``. ``let_through`` is False where names are hidden
    and may stand in the words: no moderator has shown or highlighted it.
    """

    id: int
    kind: ContributionKind
    text: Typed
    author: Typed | None
    role: Role | None
    theme: str | None
    theme_source: ThemeSource | None
    table: Typed | None
    source: Source
    said_at: datetime
    edited_at: datetime | None = None
    joined: int = 0
    people: int = 1
    sharing: Sharing | None = None
    highlighted: bool = False
    hidden: bool = False
    late: bool = False
    parent: int | None = None
    parent_meetup: str | None = None
    parent_text: Typed | None = None
    parent_may_be_quoted: bool = False
    labels: tuple[Typed, ...] = ()
    details: Mapping[str, Value] = field(default_factory=dict)
    follow_up: FollowUp | None = None
    let_through: bool = True
    _addressees: tuple[Addressee, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def may_be_quoted(self) -> bool:
        """True where a report may quote it."""
        return may_quote(self.sharing, hidden=self.hidden)

    @property
    def nameless_details(self) -> Mapping[str, Value]:
        """The details in which nobody writes the name of somebody else."""
        named = {detail.key for detail in KINDS[self.kind].details if detail.names_others}
        return {key: value for key, value in self.details.items() if key not in named}

    @property
    def without_parent_kept_back(self) -> "ContributionItem":
        """The same, by itself where what it follows from may not be quoted."""
        if self.parent is None or self.parent_may_be_quoted:
            return self
        return replace(self, parent=None, parent_meetup=None, parent_text=None)

    def with_words(self, words: Callable[[Typed], Typed]) -> "ContributionItem":
        """The same with another wording of all that was said."""
        details = {key: words(value) if isinstance(value, Typed) else value for key, value in self.details.items()}
        return replace(
            self, text=words(self.text), details=details, parent_text=self.parent_text and words(self.parent_text)
        )

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """Whom it is addressed to by its own words, if it is of a kind that is; looked for once."""
        if self._addressees is None:
            found = addressees(self.text) if KINDS[self.kind].addressed else ()
            object.__setattr__(self, "_addressees", found)
            return found
        return self._addressees


class Items:
    """Contributions, made one by one at every iteration, so that they are never all in memory."""

    def __init__(self, begin: Callable[[], Iterator[ContributionItem]]) -> None:
        self._begin = begin

    def __iter__(self) -> Iterator[ContributionItem]:
        return self._begin()


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over all contributions, those included that are kept back.

    ``addressed`` counts the contributions of the kinds that are addressed to somebody: one that names two parties at
    both, one that names nobody at None. ``per_theme`` leaves out those without a theme.
    """

    highlighted: int
    hidden: int
    late: int
    joined: int  # people who join somebody else's, added up
    addressed: Mapping[Addressee | None, int]
    per_theme: Mapping[ContributionKind, Mapping[str, int]]

    @classmethod
    def of(cls, items: Iterable[ContributionItem]) -> "Figures":
        """Count."""
        total: Counter[str] = Counter()
        addressed: Counter[Addressee | None] = Counter()
        per_theme: dict[ContributionKind, Counter[str]] = {}
        for item in items:
            per_theme.setdefault(item.kind, Counter()).update([item.theme] if item.theme else [])
            total.update(highlighted=item.highlighted, hidden=item.hidden, late=item.late, joined=item.joined)
            if KINDS[item.kind].addressed:
                addressed.update(item.addressees or (None,))
        return cls(total["highlighted"], total["hidden"], total["late"], total["joined"], addressed, per_theme)


@dataclass(frozen=True, slots=True)
class Harvest:
    """The harvest of one meetup: figures of everything, and the contributions in the order in which they were said.

    ``anonymous`` is one without names, from which what is kept back was left out.
    """

    meetup: Meetup
    exported_at: datetime
    people: int
    agenda: tuple[AgendaItem, ...]
    tables: tuple[TableItem, ...]
    counts: Mapping[ContributionKind, int]
    themes: Mapping[str | None, int]
    roles: Mapping[Role, RoleCount]  # where names are shown
    figures: Figures
    contributions: Iterable[ContributionItem]
    forms: tuple[FormItem, ...] = ()
    follows: Meetup | None = None
    anonymous: bool = False

    @property
    def total(self) -> int:
        """Number of contributions."""
        return sum(self.counts.values())

    def readable(self, zone: tzinfo) -> "Harvest":
        """Return the harvest with no id of Discord in what people typed, where the bot has not seen to that yet."""
        say = voice(self.meetup.language, bare)

        def words(typed: Typed) -> Typed:
            return readable(typed, lambda _kind, _id: None, say, zone)

        meetup = replace(self.meetup, title=words(self.meetup.title), place=words(self.meetup.place))
        return replace(
            self, meetup=meetup, contributions=Items(lambda: (item.with_words(words) for item in self.contributions))
        )

    def of_kind(self, kind: ContributionKind) -> Items:
        """Return the contributions of one kind."""
        return Items(lambda: (item for item in self.contributions if item.kind == kind))

    def without_names(self) -> "Harvest":
        """Return the harvest with no names, no roles that could give somebody away, and nothing kept back."""
        shown = Items(
            lambda: (
                replace(
                    item.without_parent_kept_back,
                    author=None,
                    role=None,
                    details=item.nameless_details,
                    follow_up=item.follow_up and replace(item.follow_up, line=Typed("")),
                )
                for item in self.contributions
                if item.may_be_quoted
            )
        )
        forms = tuple(form.without_names() for form in self.forms)
        return replace(self, roles={}, contributions=shown, forms=forms, anonymous=True)
