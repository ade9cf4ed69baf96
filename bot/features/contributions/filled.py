"""What is known of a contribution beside its words, as its author reads it: details, and what is still open."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from bot.content.times import stamp
from bot.core.details import NAME, ORGANISATION, WHEN
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people import filling, sentences
from bot.core.people.contributions import Contribution
from bot.core.people.filling import Value
from bot.core.people.sharing import may_name
from bot.core.words.text import Part, Text, _
from bot.core.words.typed import Typed

SHOWN = 100  # characters of a detail
A_LINE = 200  # characters; what may be longer is a story, and stands in files
BRIEF, LISTED = 45, 3  # in a list of several contributions: characters of a detail with its name, and details


def lines(item: Contribution) -> list[Text]:
    """Return the details of a contribution: as "Als …, dan …" where that reads well, else one line each."""
    return [Text.of("> ", fact) for fact in _facts(item)]


def brief(item: Contribution) -> Iterator[Text]:
    """Yield the first details of a contribution, and what is still to be filled in, on a line each."""
    facts = _facts(item)
    if len(facts) > 1:
        facts = [Text.cut(fact, BRIEF) for fact in facts[:LISTED]]
    if facts:
        yield Text.of("> ", Text.join(" · ", facts))
    if left := filling.left_open(item.kind, dict(item.details)):
        yield _open(left)


def _facts(item: Contribution) -> list[Text]:
    together = sentences.if_then(item.kind, item.text, dict(item.details).get(WHEN.key))
    shown = [
        _line(item.kind, key, value)
        for key, value in filling.values(item.kind, item.details).items()
        if together is None or key != WHEN.key
    ]
    return [together, *shown] if together else shown


def for_others(item: Contribution, meetup: Meetup) -> Iterator[Text]:
    """Yield the short details of a contribution that others may read, beside whose it is, and what is still open."""
    named = meetup.shows_names and may_name(item.sharing)
    known = filling.values(item.kind, item.details)
    for detail in KINDS[item.kind].details:
        value = known.get(detail.key)
        is_said = detail.names_others and not (named or KINDS[item.kind].for_all)
        if value is None or detail in (NAME, ORGANISATION) or is_said:
            continue
        if (not detail.by_bot and detail.longest <= A_LINE) or (value is False and detail.not_yet):
            yield _line(item.kind, detail.key, value)
    if left := filling.left_open(item.kind, dict(item.details)):
        yield _("Still open: {what}", what=left)


def _line(kind: ContributionKind, key: str, value: Value) -> Text:
    detail = next((detail for detail in KINDS[kind].details if detail.key == key), None)
    if value is False and detail and detail.not_yet:
        return detail.not_yet
    return Text.of((detail and detail.name) or Typed(key), ": ", _shown(value))


def _shown(value: Value) -> Part:
    match value:
        case Typed():
            return Text.cut(value.line, SHOWN)
        case bool():
            return _("yes") if value else _("no")
        case date():
            # Noon in UTC is the same day for readers in every zone but the outermost.
            return stamp(datetime.combine(value, time(12), UTC), "D")
    return str(value)


def is_open(item: Contribution) -> bool:
    """Return True while something is still to be filled in."""
    return bool(filling.left_open(item.kind, dict(item.details)))


def still_open(item: Contribution, *, asks: bool = False) -> Iterator[Text]:
    """Yield what is still to be filled in, and why a day that was typed is none; one that is new ``asks`` for it."""
    if words := filling.unread(item.kind, item.details):
        yield _(
            "I can't read “{words}” as a day that is still to come. With “Change” you write it as “12 december” or "
            "“eind maart”.",
            words=Text.cut(words.line, SHOWN),
        )
    if asks and item.edited_at is None and (question := filling.asked(item.kind, dict(item.details))):
        yield question
    elif left := filling.left_open(item.kind, dict(item.details)):
        yield _open(left)


def _open(left: tuple[Text, ...]) -> Text:
    return _("Still open: {what}. With “Change” you fill it in.", what=left)
