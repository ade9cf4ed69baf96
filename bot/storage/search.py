"""Full-text search in what people brought in. See ``bot.storage.file.upkeep`` for the upkeep of its index.

The only queries that are SQLite's own (FTS5). Words come out of the index together with their text, by triggers; and
into it by the statements that write ``contributions.terms``, else by ``catch_up``.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from itertools import count
from typing import Final

from bot.core.people.searches import Found, Search
from bot.core.people.sharing import Sharing
from bot.core.words import searching
from bot.core.words.searching import Wanted
from bot.core.words.typed import Typed
from bot.storage.database import Database, Queries, several
from bot.storage.stems import stem, stems

MOST: Final = 100  # found at once: nobody reads on, a filter or another word is better
MOST_GUESSED: Final = 8  # words of one search in which typing mistakes are looked for
_MOST_LONGER: Final = 200  # words that end as those of a search
_AT_ONCE: Final = 200  # texts indexed in one transaction, for which people may wait

# As ``shows.may_show``: what its author lets everybody read. Where names are hidden they may stand in the words, so
# there a moderator must have shown them before.
_PUBLIC = (
    f" AND c.wall IN ('{Sharing.NAMED}', '{Sharing.UNNAMED}') AND c.hidden IS NULL AND (m.shows_names = 1 OR EXISTS "
    "(SELECT 1 FROM wall w WHERE w.contribution = c.id AND w.board IS NOT NULL))"
)
_FIND = (
    "SELECT c.id AS id FROM search_index JOIN contributions c ON c.id = search_index.rowid "
    "JOIN meetups m ON m.id = c.meetup WHERE search_index MATCH :expression AND m.server = :server AND c.text <> ''"
)
_BEST_FIRST = " ORDER BY bm25(search_index), c.said_at DESC, c.id DESC LIMIT :most"


async def find(db: Queries, server: int, search: Search) -> Found:
    """Return what fits a search, best first.

    What has all words comes before what has them in a longer word or with a typing mistake, in the text or in the
    search. Only where there is neither: what has some of the words. Raises Refusal where no word is searched for.
    """
    wanted = searching.wanted(search.words)
    ids = await _matching(db, server, search, " AND ".join(_any_of(_phrases(one)) for one in wanted))
    if len(ids) > MOST:
        return Found(tuple(ids[:MOST]), MOST, more=True)
    near = await _nearly(db, wanted)
    ids = [*dict.fromkeys([*ids, *await _matching(db, server, search, " AND ".join(near))])]
    fitting = len(ids)
    if not ids and len(near) > 1:
        ids = await _matching(db, server, search, " OR ".join(near))
    return Found(tuple(ids[:MOST]), min(fitting, MOST), len(ids) > MOST)


async def _matching(db: Queries, server: int, search: Search, expression: str) -> list[int]:
    """Return the ids of at most ``MOST`` + 1 contributions that match an expression of FTS5, best first."""
    filters: dict[str, object] = {
        "c.kind": search.kind,
        "c.theme": search.theme,
        "m.province": search.province,
        "m.season": search.season,
    }
    chosen = {column: value for column, value in filters.items() if value}
    narrowed = "".join(f" AND {column} = :{column[2:]}" for column in chosen)
    rows = await db.all(
        f"{_FIND}{_PUBLIC if search.public else ''}{narrowed}{_BEST_FIRST}",
        expression=expression,
        server=server,
        most=MOST + 1,
        **{column[2:]: value for column, value in chosen.items()},
    )
    return [row["id"] for row in rows]


def _phrases(one: Wanted) -> list[str]:
    """Return the stems of a word, and of the same written as one with its neighbour, or as two."""
    apart = [f"{stem(first)} {stem(second)}" for first, second in one.apart]
    return [stem(one.word), *map(stem, one.joined), *apart]


def _any_of(phrases: Iterable[str]) -> str:
    # Stems hold letters and digits only, so a phrase in quotes is no syntax of FTS5, whatever was typed.
    return "(" + " OR ".join(f'"{phrase}"' for phrase in phrases) + ")"


async def _nearly(db: Queries, wanted: Sequence[Wanted]) -> list[str]:
    """Return an expression for each word: also in longer words that begin or end so, and with one typing mistake."""
    some = wanted[:MOST_GUESSED]
    guesses = await asyncio.to_thread(_guesses, [one.word for one in some])
    known = await _known(db, set().union(*guesses))
    longer = await _ending(db, [stem(one.word) for one in some if one.is_in_longer])
    near = []
    for at, one in enumerate(wanted):
        guessed = guesses[at] & known if at < len(guesses) else set()
        ends = [term for term in longer if one.is_in_longer and term.endswith(stem(one.word))]
        begins = f' OR "{stem(one.word)}" *' if one.is_in_longer else ""
        near.append(f"({_any_of([*_phrases(one), *sorted(guessed), *ends])}{begins})")
    return near


def _guesses(words: Iterable[str]) -> list[set[str]]:
    """Return for each word the stems of every word that is one typing mistake away."""
    return [{stem(guess) for guess in searching.mistyped(word)} for word in words]


async def _known(db: Queries, terms: Collection[str]) -> set[str]:
    """Return those of these stems that stand in a text, of any server."""
    marks, values = several("term", terms)
    return {row["term"] for row in await db.all(f"SELECT term FROM search_terms WHERE term IN ({marks})", **values)}


async def _ending(db: Queries, endings: Sequence[str]) -> list[str]:
    """Return the stems that end with one of these, at most 200: "schoolontbijt" for "ontbijt"."""
    fitting = " OR ".join(f"term LIKE :ending{n}" for n in range(len(endings))) or "NULL"
    values = {f"ending{n}": f"%_{ending}" for n, ending in enumerate(endings)}
    rows = await db.all(
        f"SELECT term FROM search_terms WHERE {fitting} ORDER BY doc DESC LIMIT :most", most=_MOST_LONGER, **values
    )
    return [row["term"] for row in rows]


async def catch_up(db: Database, most: int | None = None) -> None:
    """Index the texts that are not yet: of before there was an index, or changed without new stems.

    ``most``: no more than so many times 200 texts, where somebody waits.
    """
    for _step in count() if most is None else range(most):
        waiting = await db.read.all(
            "SELECT id, text FROM contributions WHERE terms IS NULL ORDER BY id LIMIT :most", most=_AT_ONCE
        )
        if not waiting:
            return
        found = await asyncio.to_thread(lambda rows: [stems(Typed(row["text"])) for row in rows], waiting)
        async with db.transaction() as transaction:
            for row, terms in zip(waiting, found, strict=True):
                await transaction.run(
                    "UPDATE contributions SET terms = :terms WHERE id = :id AND text = :text",
                    terms=terms,
                    id=row["id"],
                    text=row["text"],
                )
