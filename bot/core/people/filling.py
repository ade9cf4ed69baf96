"""Details of a contribution as they were filled in: read by their type, kept as text, and those that stay open."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.core.details import Detail, DetailType
from bot.core.kinds import KINDS, ContributionKind
from bot.core.words.dates import due_in
from bot.core.words.escaping import INVISIBLE
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

LONGEST = 4000  # characters; Discord's own limit for a form field
YES, NO = Typed("1"), Typed("0")  # as a detail of yes or no is kept; anything else than a yes is no
Details = tuple[tuple[str, Typed], ...]  # by the keys of the kind's ``Detail``s
Value = Typed | date | int  # a yes or no is a bool


def filled_in(kind: ContributionKind, values: Iterable[Typed], today: date, before: Details = ()) -> Details:
    """Return the details of a kind: what was filled in, ``values`` in the order of its fields, and what the bot knew.

    A day is kept as such; what is no day that comes is kept as it was written, beside it. A day that was there
    ``before`` stays, also when it has passed by now. Raises Refusal where one has more than 4,000 characters, which
    only a changed client sends.
    """
    fields = KINDS[kind].fields
    known, typed = dict(before), {detail.unread for detail in fields}
    found = [
        _filled(detail, of_length(said), today, known.get(detail.key))
        for detail, value in zip(fields, values, strict=False)
        if (said := value.raw.strip(INVISIBLE))
    ]
    by_bot = {detail.key for detail in KINDS[kind].details if detail.by_bot} - typed
    return (*found, *((key, value) for key, value in before if key in by_bot))


def of_length(said: str) -> Typed:
    """Return words that fit. Raises Refusal where they have more than 4,000 characters."""
    if len(said) > LONGEST:
        raise Refusal(
            _(
                "This text has {n} characters; at most {most} fit. Say it a little shorter, or in two parts.",
                n=len(said),
                most=LONGEST,
            )
        )
    return Typed(said)


def _filled(detail: Detail, said: Typed, today: date, before: Typed | None) -> tuple[str, Typed]:
    if detail.type is not DetailType.DATE:
        return detail.key, said
    if before is not None and said == as_typed(detail, before):
        return detail.key, before
    day = due_in(said.raw, today)
    return (detail.unread, said) if day is None else (detail.key, Typed(day.isoformat()))


def as_typed(detail: Detail, stored: Typed) -> Typed:
    """Return a stored detail as somebody may type it: a day as 31-12-2026."""
    return Typed(f"{date.fromisoformat(stored.raw):%d-%m-%Y}") if detail.type is DetailType.DATE else stored


def in_form(kind: ContributionKind, details: Details) -> Mapping[str, Typed]:
    """Return what the fields of a form are filled with, by their keys."""
    known = dict(details)
    shown = ((field, known.get(field.key)) for field in KINDS[kind].fields)
    words = {field.key: as_typed(field, value) if value else known.get(field.unread) for field, value in shown}
    return {key: value for key, value in words.items() if value is not None}


def values(kind: ContributionKind, details: Details) -> dict[str, Value]:
    """Return the details by their keys, each in its type."""
    types = {detail.key: detail.type for detail in KINDS[kind].details}
    return {key: _value(types.get(key, DetailType.TEXT), value) for key, value in details}


def _value(type: DetailType, stored: Typed) -> Value:
    match type:
        case DetailType.DATE:
            return date.fromisoformat(stored.raw)
        case DetailType.NUMBER:
            return int(stored.raw)
        case DetailType.YES:
            return stored == YES
    return stored


def unread(kind: ContributionKind, details: Details) -> Typed | None:
    """Return what was typed in the place of a day and is none that comes, or None."""
    known = dict(details)
    return next((known[field.unread] for field in KINDS[kind].fields if field.unread in known), None)


def left_open(kind: ContributionKind, keys: Iterable[str]) -> tuple[Text, ...]:
    """Return what is still to be filled in, of a contribution with details under these keys."""
    known = set(keys)
    return tuple(detail.open for detail in KINDS[kind].details if detail.open and detail.key not in known)


def asked(kind: ContributionKind, keys: Iterable[str]) -> Text | None:
    """Return the question for a detail that is not there, of a contribution with details under these keys."""
    known = set(keys)
    return next((detail.ask for detail in KINDS[kind].details if detail.ask and detail.key not in known), None)


def merged(kind: ContributionKind, before: Details, now: Details) -> Details:
    """Return the details of a contribution that was sent again: what is new in place of what there was.

    A "no", which is where every yes or no begins, takes no answer away.
    """
    known, new = dict(before), dict(now)
    yes_or_no = {detail.key for detail in KINDS[kind].details if detail.type is DetailType.YES}
    for field in KINDS[kind].fields:
        if {field.key, field.unread} & new.keys():
            known.pop(field.key, None)
            known.pop(field.unread, None)
    answered = {key for key, value in new.items() if value == NO and key in yes_or_no and key in known}
    return tuple((known | {key: value for key, value in new.items() if key not in answered}).items())
