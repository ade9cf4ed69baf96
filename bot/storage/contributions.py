"""Queries on contributions. A withdrawn one is deleted, not hidden."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.core.evening.places import PlaceKind
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people.contributions import Contribution, Details, Origin, ThemeSource
from bot.core.people.edits import ANY, words_of
from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, from_ms, moment, to_ms, typed_of


def contribution_of(row: Row) -> Contribution:
    """Return the contribution in a row of ``contributions``."""
    message = row["message"]
    origin = None if message is None else Origin(row["channel"], message, row["position"], row["heard"])
    return Contribution(
        row["id"],
        row["meetup"],
        ContributionKind(row["kind"]),
        Typed(row["text"]),
        row["author"],
        Typed(row["author_name"]),
        row["theme"],
        typed_of(row["room"]),
        Source(row["source"]),
        moment(row["said_at"]),
        from_ms(row["edited_at"]),
        origin,
        Sharing(row["wall"]) if row["wall"] else None,
        bool(row["known"]),
        ThemeSource(row["theme_source"]) if row["theme_source"] else None,
        row["people"],
        typed_of(row["hidden"]),
        bool(row["highlighted"]),
        details_of(row["details"]),
    )


def details_of(stored: str) -> Details:
    """Return the details in the column of that name: a JSON object, or nothing."""
    return tuple((key, Typed(value)) for key, value in json.loads(stored).items()) if stored else ()


def _stored(details: Details) -> str:
    return json.dumps({key: value.raw for key, value in details}, ensure_ascii=False) if details else ""


# ``here`` is the table where it is said, ``sat`` where its author sat longest in their last break-out. One statement:
# each visit to the thread of the connection costs as much as the statement itself.
_ADD = (
    "WITH here AS (SELECT theme, title FROM places WHERE channel = :said_in AND kind = :table), "
    "sat AS (SELECT p.theme AS theme FROM attendance a JOIN places p ON p.id = a.place "
    "WHERE p.meetup = :meetup AND p.kind = :table AND a.person = :author AND NOT EXISTS (SELECT 1 FROM here) "
    "ORDER BY p.block DESC, a.spent_ms + coalesce(:said_at - a.since, 0) DESC, p.id LIMIT 1), "
    "said AS (SELECT coalesce((SELECT theme FROM here), :theme) AS theme) "
    "INSERT INTO contributions (id, meetup, kind, text, author, author_name, theme, theme_source, room, people, "
    "source, said_at, edited_at, channel, message, position, heard, mark_due, details, wall) "
    f"SELECT {sequences.NEXT_CONTRIBUTION}, :meetup, :kind, :text, :author, :author_name, "
    "coalesce((SELECT theme FROM said), (SELECT theme FROM sat)), "
    "CASE WHEN (SELECT theme FROM said) IS NOT NULL THEN :by_saying "
    "WHEN (SELECT theme FROM sat) IS NOT NULL THEN :by_table END, "
    "coalesce((SELECT title FROM here), :title), "
    "coalesce((SELECT people FROM screens WHERE meetup = :meetup AND person = :author), 1), "
    ":source, :said_at, :edited_at, :channel, :message, :position, :heard, :mark_due, :details, "
    "(SELECT choice FROM consents WHERE meetup = :meetup AND person = :author) WHERE NOT EXISTS "
    "(SELECT 1 FROM contributions WHERE author = :author AND meetup = :meetup AND kind = :kind AND text = :text) "
    "AND (SELECT count(*) FROM contributions WHERE author = :author AND meetup = :meetup) "
    "< :most * coalesce((SELECT people FROM screens WHERE meetup = :meetup AND person = :author), 1) "
    "ON CONFLICT (message, position) DO UPDATE SET kind = excluded.kind, text = excluded.text, heard = excluded.heard "
    "RETURNING id, theme, theme_source, room, people, wall"
)


async def add(
    db: Transaction, item: Contribution, most: int, channel: int | None = None, mark_due: datetime | None = None
) -> Contribution | None:
    """Store a contribution, with the theme and title of the table that ``channel`` is.

    Said elsewhere, it takes the theme of the table where its author sat before. What its author chose for their words
    at this meetup holds for this one too, see ``consents``. The ✅ under its message is due at ``mark_due``.

    The same words from the same person at this meetup are the same contribution: the one that stands is given back,
    with the place where that was said. None where this person has ``most`` already, for each who speaks through
    their account.
    """
    origin = item.origin
    row = await db.one(
        _ADD,
        said_in=channel,
        table=PlaceKind.TABLE,
        meetup=item.meetup,
        kind=item.kind,
        text=item.text.raw,
        author=item.author,
        author_name=item.author_name.raw,
        theme=item.theme,
        by_saying=ThemeSource.SAID,
        by_table=ThemeSource.TABLE,
        title=item.table.raw if item.table else None,
        source=item.source,
        said_at=to_ms(item.said_at),
        edited_at=to_ms(item.edited_at),
        channel=origin.channel if origin else None,
        message=origin.message if origin else None,
        position=origin.position if origin else None,
        heard=origin.words if origin else None,
        mark_due=to_ms(mark_due),
        details=_stored(item.details),
        most=most,
    )
    if row is None:
        return await _same(db, item)
    return replace(
        item,
        id=row["id"],
        theme=row["theme"],
        theme_source=ThemeSource(row["theme_source"]) if row["theme_source"] else None,
        table=typed_of(row["room"]),
        people=row["people"],
        sharing=Sharing(row["wall"]) if row["wall"] else None,
    )


async def _same(db: Transaction, item: Contribution) -> Contribution | None:
    """Return the contribution with the same words; details that were filled in since are kept with it."""
    same = await same_words(db, item)
    if same is None or not item.details or same.details == item.details:
        return same
    same = replace(same, details=item.details)
    await change(db, same)
    return same


async def same_words(db: Queries, item: Contribution) -> Contribution | None:
    """Return the contribution of the same person, kind and words at this meetup that came first, or None."""
    row = await db.one(
        "SELECT * FROM contributions WHERE author = :author AND meetup = :meetup AND kind = :kind "
        "AND text = :text ORDER BY id LIMIT 1",
        author=item.author,
        meetup=item.meetup,
        kind=item.kind,
        text=item.text.raw,
    )
    return contribution_of(row) if row else None


async def get(db: Queries, contribution: int) -> Contribution | None:
    """Return a contribution, or None when it was withdrawn."""
    row = await db.one("SELECT * FROM contributions WHERE id = :contribution", contribution=contribution)
    return contribution_of(row) if row else None


async def change(db: Transaction, item: Contribution) -> None:
    """Store the new kind, text, details and time of editing of a contribution."""
    await db.run(
        "UPDATE contributions SET kind = :kind, text = :text, details = :details, edited_at = :edited_at "
        "WHERE id = :id",
        details=_stored(item.details),
        kind=item.kind,
        text=item.text.raw,
        edited_at=to_ms(item.edited_at),
        id=item.id,
    )


async def choose_sharing(db: Transaction, contribution: int, choice: Sharing) -> None:
    """Store how others may read a contribution.

    Takes back that those who join may know the author (``become_known``); a choice with the name tells them anyway.
    """
    await db.run(
        "UPDATE contributions SET wall = :choice, known = 0 WHERE id = :contribution",
        choice=choice,
        contribution=contribution,
    )


async def become_known(db: Transaction, contribution: int) -> None:
    """Store that those who join a contribution may know its author."""
    await db.run("UPDATE contributions SET known = 1 WHERE id = :contribution", contribution=contribution)


async def withdraw(db: Transaction, contribution: int) -> None:
    """Delete a contribution."""
    await sequences.keep(db)
    await db.run("DELETE FROM contributions WHERE id = :contribution", contribution=contribution)


async def withdraw_for_good(
    db: Transaction, item: Contribution, *, with_all_it_says: bool = False
) -> list[tuple[int, int]]:
    """Delete a contribution on its author's command; no edit of a message that says it brings it back.

    ``with_all_it_says``: nor anything else that these messages say. Returns them: channel and message.
    """
    rows = await db.all("SELECT channel, message, heard FROM repeats WHERE contribution = :id", id=item.id)
    said = {(row["channel"], row["message"], row["heard"]) for row in rows}
    if item.origin:
        said.add((item.origin.channel, item.origin.message, words_of(item)))
    await withdraw(db, item.id)
    for _channel, message, words in said:
        await db.run(
            "INSERT INTO withdrawn (message, words, meetup) VALUES (:message, :words, :meetup) "
            "ON CONFLICT (message, words) DO NOTHING",
            message=message,
            words=ANY if with_all_it_says else words,
            meetup=item.meetup,
        )
    return sorted({(channel, message) for channel, message, _words in said})


async def of_author(db: Queries, author: int) -> list[Contribution]:
    """Return the contributions of a person at all meetups, newest first."""
    rows = await db.all(
        "SELECT * FROM contributions WHERE author = :author ORDER BY said_at DESC, id DESC", author=author
    )
    return [contribution_of(row) for row in rows]


async def of_meetup(db: Queries, meetup: int) -> list[Contribution]:
    """Return the contributions of a meetup, oldest first."""
    rows = await db.all("SELECT * FROM contributions WHERE meetup = :meetup ORDER BY said_at, id", meetup=meetup)
    return [contribution_of(row) for row in rows]


# True if a person ever got a private answer, which says what is kept. Chat gets only a ✅ (``CueKind.PRIVACY``),
# and the message menu answers whoever used it, perhaps a moderator.
WAS_ANSWERED = (
    f"EXISTS (SELECT 1 FROM contributions WHERE author = :person AND source IN ('{Source.COMMAND}', '{Source.FORM}'))"
)


async def was_answered(db: Queries, person: int) -> bool:
    """Return True if a person ever contributed by command or form, so was told what is kept."""
    row = await db.one(f"SELECT {WAS_ANSWERED} AS answered", person=person)
    return bool(row and row["answered"])


async def untold(db: Queries, meetup: int) -> dict[int, int]:
    """Return where people contributed who were never told what is kept: channel or thread → newest contribution id.

    Counts contributions by chat or menu to this meetup. A person was told if they ever contributed by command or
    form, or contributed to a meetup up to the id in its ``told_to``.
    """
    rows = await db.all(
        "SELECT c.channel AS channel, max(c.id) AS newest FROM contributions c JOIN meetups m ON m.id = c.meetup "
        "WHERE c.meetup = :meetup AND c.id > m.told_to AND c.source IN (:chat, :menu) AND c.channel IS NOT NULL "
        "AND NOT EXISTS "
        "(SELECT 1 FROM contributions e JOIN meetups em ON em.id = e.meetup WHERE e.author = c.author "
        "AND (e.source IN (:command, :form) OR e.id <= em.told_to)) GROUP BY c.channel",
        meetup=meetup,
        chat=Source.CHAT,
        menu=Source.MENU,
        command=Source.COMMAND,
        form=Source.FORM,
    )
    return {row["channel"]: row["newest"] for row in rows}


async def authors(db: Queries, meetup: int) -> set[tuple[int, ContributionKind]]:
    """Return who wrote something at a meetup, each with every kind of it."""
    rows = await db.all("SELECT DISTINCT author, kind FROM contributions WHERE meetup = :meetup", meetup=meetup)
    return {(row["author"], ContributionKind(row["kind"])) for row in rows}


async def per_kind(db: Queries, meetup: int) -> dict[ContributionKind, int]:
    """Return the number of contributions of each kind, 0 included."""
    return by_kind(
        await db.all(
            "SELECT kind, count(*) AS n FROM contributions WHERE meetup = :meetup GROUP BY kind", meetup=meetup
        )
    )


def by_kind(rows: Iterable[Row]) -> dict[ContributionKind, int]:
    counts = {row["kind"]: int(row["n"]) for row in rows}
    return {kind: counts.get(kind, 0) for kind in KINDS}
