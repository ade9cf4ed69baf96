"""Queries on contributions. A withdrawn one is deleted, not hidden."""

import json
from collections.abc import Collection, Iterable

from bot.core.details import QUESTION
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people.contributions import Contribution, Origin, ThemeSource
from bot.core.people.edits import ANY, words_of
from bot.core.people.filling import Details
from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, from_ms, moment, several, to_ms, typed_of
from bot.storage.stems import stems


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
        row["parent"],
    )


def details_of(stored: str) -> Details:
    """Return the details in the column of that name: a JSON object, or nothing."""
    return tuple((key, Typed(value)) for key, value in json.loads(stored).items()) if stored else ()


def stored(details: Details) -> str:
    """Return details as they stand in that column; see ``details_of``."""
    return json.dumps({key: value.raw for key, value in details}, ensure_ascii=False) if details else ""


def same_question(item: Contribution) -> str:
    """Return the pattern for details of an answer to the same question; of anything, where none was asked.

    "Yes" to one question and to the next are two answers.
    """
    asked = [pair for pair in item.details if pair[0] == QUESTION.key]
    inside = stored(tuple(asked))[1:-1]  # without the braces
    return f"%{inside.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"


async def same_words(db: Queries, item: Contribution) -> Contribution | None:
    """Return the contribution of the same person, kind and words at this meetup that came first, or None.

    Under another contribution, or as an answer to another question, the same words are something else.
    """
    row = await db.one(
        "SELECT * FROM contributions WHERE author = :author AND meetup = :meetup AND kind = :kind "
        "AND text = :text AND coalesce(parent, 0) = :parent AND details LIKE :asked ESCAPE '!' ORDER BY id LIMIT 1",
        author=item.author,
        meetup=item.meetup,
        kind=item.kind,
        text=item.text.raw,
        parent=item.parent or 0,
        asked=same_question(item),
    )
    return contribution_of(row) if row else None


async def get(db: Queries, contribution: int) -> Contribution | None:
    """Return a contribution, or None when it was withdrawn."""
    row = await db.one("SELECT * FROM contributions WHERE id = :contribution", contribution=contribution)
    return contribution_of(row) if row else None


async def change(db: Transaction, item: Contribution) -> None:
    """Store the new kind, text, details and time of editing of a contribution."""
    await db.run(
        "UPDATE contributions SET kind = :kind, text = :text, terms = :terms, details = :details, "
        "edited_at = :edited_at WHERE id = :id",
        details=stored(item.details),
        kind=item.kind,
        text=item.text.raw,
        terms=stems(item.text),
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


async def counted(db: Queries, meetups: Collection[int]) -> dict[ContributionKind, int]:
    """Return the number of contributions of each kind at several meetups, 0 included."""
    marks, values = several("meetup", meetups)
    return by_kind(
        await db.all(f"SELECT kind, count(*) AS n FROM contributions WHERE meetup IN ({marks}) GROUP BY kind", **values)
    )


def by_kind(rows: Iterable[Row]) -> dict[ContributionKind, int]:
    counts = {row["kind"]: int(row["n"]) for row in rows}
    return {kind: counts.get(kind, 0) for kind in KINDS}
