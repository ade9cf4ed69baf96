"""Storing a new contribution: with its table and theme, its author's choice, and how many speak through the account."""

from dataclasses import replace
from datetime import datetime

from bot.core.evening.places import PlaceKind
from bot.core.people.contributions import Contribution, ThemeSource
from bot.core.people.filling import merged
from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed
from bot.storage import contributions, sequences
from bot.storage.database import Transaction, to_ms, typed_of
from bot.storage.stems import stems

# ``here`` is the table where it is said, ``sat`` where its author sat longest in their last break-out. One statement:
# each visit to the thread of the connection costs as much as the statement itself.
_ADD = (
    "WITH here AS (SELECT theme, title FROM places WHERE channel = :said_in AND kind = :table), "
    "sat AS (SELECT p.theme AS theme FROM attendance a JOIN places p ON p.id = a.place "
    "WHERE p.meetup = :meetup AND p.kind = :table AND a.person = :author AND NOT EXISTS (SELECT 1 FROM here) "
    "ORDER BY p.block DESC, a.spent_ms + coalesce(:said_at - a.since, 0) DESC, p.id LIMIT 1), "
    "said AS (SELECT coalesce((SELECT theme FROM here), :theme) AS theme) "
    "INSERT INTO contributions (id, meetup, kind, text, author, author_name, theme, theme_source, room, people, "
    "source, said_at, edited_at, channel, message, position, heard, mark_due, details, parent, wall, terms) "
    f"SELECT {sequences.NEXT_CONTRIBUTION}, :meetup, :kind, :text, :author, "
    "CASE WHEN :author_name = '' THEN '' ELSE coalesce((SELECT name FROM screens WHERE meetup = :meetup "
    "AND person = :author AND name <> ''), :author_name) END, "
    "coalesce((SELECT theme FROM said), (SELECT theme FROM sat)), "
    "CASE WHEN (SELECT theme FROM said) IS NOT NULL THEN :by_saying "
    "WHEN (SELECT theme FROM sat) IS NOT NULL THEN :by_table END, "
    "coalesce((SELECT title FROM here), :title), "
    "coalesce((SELECT people FROM screens WHERE meetup = :meetup AND person = :author), 1), "
    ":source, :said_at, :edited_at, :channel, :message, :position, :heard, :mark_due, :details, "
    "(SELECT id FROM contributions WHERE id = :parent), "
    "(SELECT choice FROM consents WHERE meetup = :meetup AND person = :author), :terms WHERE NOT EXISTS "
    "(SELECT 1 FROM contributions WHERE author = :author AND meetup = :meetup AND kind = :kind AND text = :text "
    "AND details LIKE :asked ESCAPE '!' "
    "AND coalesce(parent, 0) = coalesce((SELECT id FROM contributions WHERE id = :parent), 0)) "
    "AND (SELECT count(*) FROM contributions WHERE author = :author AND meetup = :meetup) "
    "< :most * coalesce((SELECT people FROM screens WHERE meetup = :meetup AND person = :author), 1) "
    "ON CONFLICT (message, position) DO UPDATE SET kind = excluded.kind, text = excluded.text, heard = excluded.heard, "
    "terms = excluded.terms "
    "RETURNING id, author_name, theme, theme_source, room, people, parent, wall"
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
        details=contributions.stored(item.details),
        terms=stems(item.text),
        parent=item.parent,
        asked=contributions.same_question(item),
        most=most,
    )
    if row is None:
        return await _same(db, item)
    return replace(
        item,
        id=row["id"],
        author_name=Typed(row["author_name"]),
        theme=row["theme"],
        theme_source=ThemeSource(row["theme_source"]) if row["theme_source"] else None,
        table=typed_of(row["room"]),
        people=row["people"],
        parent=row["parent"],
        sharing=Sharing(row["wall"]) if row["wall"] else None,
    )


async def _same(db: Transaction, item: Contribution) -> Contribution | None:
    """Return the contribution with the same words; details that were filled in since are kept with it."""
    same = await contributions.same_words(db, item)
    details = merged(item.kind, same.details, item.details) if same else ()
    if same is None or same.details == details:
        return same
    same = replace(same, details=details)
    await contributions.change(db, same)
    return same
