"""Columns that the CSV and XLSX formats share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Generic, TypeVar

from bot.core.kinds import KINDS, Source
from bot.core.people import addressees
from bot.core.people.contributions import ThemeSource
from bot.core.people.follow_ups import LABELS
from bot.core.people.roles import NAMES
from bot.core.people.sharing import Sharing
from bot.core.programme.forms import QuestionKind
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed
from bot.harvest.forms import FormItem, FormReply
from bot.harvest.records import AgendaItem, ContributionItem, TableItem

Item = TypeVar("Item")
Cell = Typed | Text | str | int | date | datetime | None  # moments with their zone


@dataclass(frozen=True, slots=True, eq=False)
class Column(Generic[Item]):
    """A column: its heading, its width in characters, and what stands in the cell of an item.

    ``printed``: also on paper. Without ``always`` it is left out where no item has anything in it.
    """

    heading: Text
    width: int
    cell: Callable[[Item], Cell]
    printed: bool = True
    always: bool = True


SOURCES = {
    Source.COMMAND: _("command"),
    Source.FORM: _("form"),
    Source.CHAT: _("chat"),
    Source.MENU: _("menu"),
}
SHARING: dict[Sharing | None, Text] = {
    Sharing.NAMED: _("with name"),
    Sharing.UNNAMED: _("without name"),
    Sharing.NOT: _("rather not"),
    None: _("not chosen"),
}
THEME_SOURCES = {
    ThemeSource.SAID: _("the table where it was said"),
    ThemeSource.TABLE: _("the table where its author sat"),
}
# Headings of the details that contributions of some kinds have, by their key in oogst.json.
DETAILS = {detail.key: detail.name for row in KINDS.values() for detail in row.details if detail.name}
NOT_YET = {detail.key: detail.not_yet for row in KINDS.values() for detail in row.details if detail.not_yet}


def yes(value: bool) -> Text | None:
    """Return "yes" for true, and an empty cell for false."""
    return _("yes") if value else None


def theme_name(theme: str | None, *, capital: bool = True) -> Typed | None:
    """Return the slug of a theme as people write it. None stays None.

    "sociaal-en-cultureel-kapitaal" becomes "Sociaal en cultureel kapitaal"; without ``capital`` it begins small.
    """
    name = theme.replace("-", " ") if theme else ""
    return Typed(name.capitalize() if capital else name) if name else None


def addressed_to(item: ContributionItem) -> Text | None:
    """Return whom a contribution is addressed to; None for nobody."""
    return Text.join(", ", [addressees.NAMES[to] for to in item.addressees]) if item.addressees else None


def how_it_went(item: ContributionItem) -> Text | None:
    """Return what became of a contribution, as its author told; None where they told nothing."""
    return LABELS[item.follow_up.answer] if item.follow_up and item.follow_up.answer else None


def what_was_told(item: ContributionItem) -> Typed | None:
    """Return what its author told of it in words; None where they did not, or it is not for organisers."""
    return (item.follow_up and item.follow_up.line) or None


def labels(item: ContributionItem) -> Typed | None:
    """Return the labels of a contribution, with ``|`` between them; None for none."""
    return Typed("|".join(label.raw for label in item.labels)) if item.labels else None


# First column of a sheet that is grouped by whom its contributions are addressed to.
GROUP: Column[ContributionItem] = Column(_("Addressed to"), 15, lambda item: addressed_to(item) or _("not named"))
CONTRIBUTIONS: tuple[Column[ContributionItem], ...] = (
    Column(_("No."), 5, lambda item: item.id),
    Column(_("Kind"), 8, lambda item: item.kind),
    Column(_("Contribution"), 66, lambda item: item.text),
    Column(_("Name"), 19, lambda item: item.author),
    Column(_("Role"), 15, lambda item: NAMES[item.role] if item.role else None),
    Column(_("Theme"), 20, lambda item: theme_name(item.theme)),
    Column(_("Room"), 20, lambda item: item.table),
    Column(_("Addressed to"), 15, addressed_to, always=False),
    Column(_("Speaks for"), 9, lambda item: item.people if item.people > 1 else None, always=False),
    Column(_("Joined"), 7, lambda item: item.joined),
    Column(_("May others read it?"), 14, lambda item: SHARING[item.sharing]),
    Column(_("Highlighted"), 11, lambda item: yes(item.highlighted)),
    Column(_("Hidden"), 11, lambda item: yes(item.hidden)),
    Column(_("Follows from no."), 10, lambda item: item.parent, always=False),
    Column(_("Follows from"), 40, lambda item: item.parent_text, always=False),
    Column(_("How it went"), 14, how_it_went, always=False),
    Column(_("What they told of it"), 40, what_was_told, always=False),
    Column(_("Labels"), 16, labels, always=False),
    Column(_("After the end"), 10, lambda item: yes(item.late), printed=False),
    Column(_("Said"), 17, lambda item: item.said_at, printed=False),
    Column(_("Changed"), 17, lambda item: item.edited_at, printed=False),
    Column(_("By way of"), 12, lambda item: SOURCES[item.source], printed=False),
    Column(
        _("Theme of"), 28, lambda item: THEME_SOURCES[item.theme_source] if item.theme_source else None, printed=False
    ),
)
FOLLOW_UPS: tuple[Column[ContributionItem], ...] = (
    Column(_("No."), 5, lambda item: item.id),
    Column(_("Kind"), 10, lambda item: item.kind),
    Column(_("Contribution"), 60, lambda item: item.text),
    Column(_("How it went"), 14, how_it_went),
    Column(_("What they told of it"), 50, what_was_told),
    Column(_("May others read it?"), 14, lambda item: SHARING[item.sharing]),
)
AGENDA: tuple[Column[AgendaItem], ...] = (
    Column(_("Block"), 40, lambda item: item.title),
    Column(_("Kind"), 12, lambda item: item.kind.value),
    Column(_("Planned from"), 17, lambda item: item.planned_start),
    Column(_("Planned until"), 17, lambda item: item.planned_end),
    Column(_("Really from"), 17, lambda item: item.actual_start),
    Column(_("Really until"), 17, lambda item: item.actual_end),
)
TABLES: tuple[Column[TableItem], ...] = (
    Column(_("Room"), 40, lambda item: item.title),
    Column(_("Theme"), 26, lambda item: theme_name(item.theme)),
    Column(_("People"), 12, lambda item: item.people),
    Column(_("Questions posted"), 18, lambda item: item.prompts_posted),
)


def of_form(item: FormItem) -> list[Column[FormReply]]:
    """Return the columns of what was filled in on a form: each question, then who and when."""
    asked = [_question(item, number) for number in range(len(item.form.questions))]
    who: list[Column[FormReply]] = [Column(_("Name"), 19, lambda reply: reply.name)] if item.named else []
    return [
        *asked,
        *who,
        Column(_("People"), 8, lambda reply: reply.people),
        Column(_("Filled in"), 17, lambda reply: reply.at, printed=False),
    ]


def _question(item: FormItem, number: int) -> Column[FormReply]:
    question = item.form.questions[number]

    def cell(reply: FormReply) -> Cell:
        values = reply.answers.get(number, ())
        if not values:
            return None
        if question.kind is QuestionKind.SCALE:
            return int(values[0].raw)
        return Text.join("; ", [question.reads(value.raw) for value in values]) if question.is_chosen else values[0]

    return Column(Text.of(question.text), 42 if not number else 30, cell)


class Filled:
    """What stands in contributions: columns that not every file needs, and details."""

    def __init__(self) -> None:
        self._empty = {column for column in CONTRIBUTIONS if not column.always}
        self._keys: dict[str, None] = {}

    def note(self, item: ContributionItem) -> None:
        """Note what stands in one more."""
        self._empty -= {column for column in self._empty if column.cell(item)}
        self._keys |= dict.fromkeys(item.details)

    def add(self, other: "Filled") -> None:
        """Note what stands in others."""
        self._empty &= other._empty
        self._keys |= other._keys

    @property
    def columns(self) -> list[Column[ContributionItem]]:
        """The columns for these contributions, those that are printed first; each detail has its own."""
        found = [column for column in CONTRIBUTIONS if column not in self._empty]
        return sorted([*found, *map(_detail, self._keys)], key=lambda column: not column.printed)


def columns(items: Iterable[ContributionItem]) -> list[Column[ContributionItem]]:
    """Return the columns for these contributions, which it reads once."""
    filled = Filled()
    for item in items:
        filled.note(item)
    return filled.columns


def by_addressee(items: Iterable[ContributionItem]) -> Iterator[ContributionItem]:
    """Yield contributions by whom they are addressed to, those to nobody last; reads ``items`` once a group.

    One that names two parties is in the group of the first, so that each is there once.
    """
    for group in (*addressees.Addressee, None):
        yield from (item for item in items if (item.addressees or (None,))[0] is group)


def _detail(key: str) -> Column[ContributionItem]:
    def cell(item: ContributionItem) -> Cell:
        value = item.details.get(key)
        return (yes(value) or NOT_YET.get(key)) if isinstance(value, bool) else value

    return Column(DETAILS.get(key) or Text.of(Typed(key)), 18, cell)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment in a zone, to the second and without its zone: spreadsheets know none."""
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0)
