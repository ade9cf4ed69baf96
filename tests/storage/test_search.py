"""The search index: what is found, that it is in step with the texts, and that nothing withdrawn stays in the file."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.kinds import ContributionKind, Source
from bot.core.people.contributions import Contribution, Origin
from bot.core.people.searches import Found, Search
from bot.core.people.sharing import Sharing
from bot.core.people.shows import may_show
from bot.core.people.wall import Piece
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.storage import adding, contributions, meetups, personal, retention, search, servers, walls
from bot.storage import words as stored_words
from bot.storage.database import Database
from tests.storage.columns import NOOR, NOW, SERVER

MORGEN, WERKT = ContributionKind("morgen"), ContributionKind("werkt")
ONLY = "kwikstaartbrug"  # a word that stands in one text
INSIDE = ONLY[3:].encode()  # as it stands in a file: an index leaves out what a word has in common with the one before


async def say(
    db: Database,
    text: str,
    kind: ContributionKind = MORGEN,
    meetup: int = 1,
    sharing: Sharing | None = None,
    origin: Origin | None = None,
) -> Contribution:
    item = Contribution(
        0, meetup, kind, Typed(text), NOOR, Typed("Noor"), None, None, Source.CHAT, NOW, None, origin
    )  # fmt: skip
    async with db.transaction() as transaction:
        added = await adding.add(transaction, item, 1_000_000)
        assert added is not None
        if sharing:
            await contributions.choose_sharing(transaction, added.id, sharing)
    return added


async def found(db: Database, words: str, **narrowed: object) -> list[str]:
    """The texts that a moderator finds, best first."""
    return await texts(db, await search.find(db.read, SERVER, replace(Search(Typed(words), False), **narrowed)))  # type: ignore[arg-type]


async def texts(db: Database, result: Found) -> list[str]:
    items = [await contributions.get(db.read, id) for id in result.ids]
    return [item.text.raw for item in items if item]


@pytest.mark.parametrize(
    "text, words",
    [
        ("bel ik de ouders van Yara", "ouder"),
        ("praat ik met een ouder", "ouders"),
        ("lees ik voor aan de kinderen", "kind"),
        ("het kind staat centraal", "kinderen"),
        ("samen met alle scholen", "school"),
        ("in de klassen 1 en 2", "KLAS"),
        ("hebben we gelezen", "lezen"),
        ("in Súdwest-Fryslân", "sudwest fryslan"),
        ("in Súd-West Fryslân", "sud west"),
        ("in Súdwest Fryslân", "sud west"),
        ("in Súd-West Fryslân", "súdwest"),
        ("een ouder avond", "ouderavond"),
        ("een ouderavond", "ouder avond"),
        ("een ouderavond", "ouder"),
        ("help ik bij het huiswerk", "huiswrek"),
        ("help ik bij het huiswrek", "huiswerk"),
        ("help ik bij het huiswerk", "huiwerk"),
        ("schoolontbijt op maandag", "ontbijt"),
        ("oudergesprekken thuis", "gesprek"),
        ("praten met de gemeente", "gemeenten"),
        ("praten met de gemeente", "gemeete"),
        ("café voor vaders", "cafe"),
        ("cafe voor vaders", "café"),
        ("foto’s aan de muur", "foto"),
        ("говорим дома", "дома"),
        ("教育は大切", "教育"),
    ],
)
async def test_a_text_is_found_however_its_words_are_written(db: Database, text: str, words: str) -> None:
    await say(db, text)
    assert text in await found(db, words)


async def test_other_texts_are_not_found(db: Database) -> None:
    for text in ("bel ik de zaal", "maak ik een taalhoek", "koop ik fruit"):
        await say(db, text)
    assert await found(db, "taal") == ["maak ik een taalhoek"]
    assert await found(db, "voetbal") == []


async def test_the_best_comes_first(db: Database) -> None:
    for text in (
        "bel ik de ouders over huiswerk en sport en taal en rekenen en gym",
        "vraag ik de ouder",
        "plan ik een ouderavond",
        "koop ik oudres",
    ):
        await say(db, text)
    exact, nearly = (await found(db, "ouders"))[:2], (await found(db, "ouders"))[2:]
    assert exact == ["vraag ik de ouder", "bel ik de ouders over huiswerk en sport en taal en rekenen en gym"]
    assert {*nearly} == {"plan ik een ouderavond", "koop ik oudres"}
    result = await search.find(db.read, SERVER, Search(Typed("ouders huiswerk"), False))
    assert result.fitting == 1
    some = await search.find(db.read, SERVER, Search(Typed("ouder voetbal"), False))
    assert some.fitting == 0
    assert len(some.ids) == 4


async def test_a_search_is_narrowed(db: Database) -> None:
    async with db.transaction() as transaction:
        await transaction.run("UPDATE meetups SET province = 'Flevoland', season = '2026-2027' WHERE id = 2")
    await say(db, "praat met ouders")
    await say(db, "koffie met ouders", WERKT, meetup=2)
    assert await found(db, "ouders", kind=WERKT) == ["koffie met ouders"]
    assert await found(db, "ouders", province="Flevoland") == ["koffie met ouders"]
    assert await found(db, "ouders", season="2026-2027", kind=MORGEN) == []
    assert await found(db, "ouders", theme="taal") == []
    other = await search.find(db.read, SERVER + 1, Search(Typed("ouders"), False))
    assert other == Found()


@pytest.mark.parametrize("shows_names", [0, 1])
@pytest.mark.parametrize("hidden", [None, "een naam"])
@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("choice", [None, *Sharing])
async def test_everybody_finds_what_everybody_may_read(
    db: Database, choice: Sharing | None, shown: bool, hidden: str | None, shows_names: int
) -> None:
    item = await say(db, f"praat over de {ONLY}", sharing=choice)
    async with db.transaction() as transaction:
        await transaction.run("UPDATE meetups SET shows_names = :names", names=shows_names)
        await transaction.run("UPDATE contributions SET hidden = :why WHERE id = :id", why=hidden, id=item.id)
        if shown:
            await walls.put_with_last(transaction, 1, item.id, 1)
    now = await contributions.get(db.read, item.id)
    meetup = await meetups.get(db.read, 1)
    assert now is not None
    expected = may_show(Piece(now, 1 if shown else None, None, 0), meetup)
    result = await search.find(db.read, SERVER, Search(Typed(ONLY), True))
    assert result.ids == ((item.id,) if expected else ())
    assert await found(db, ONLY) == [now.text.raw]


# ---------------------------------------------------------------------- in step


async def in_step(db: Database) -> None:
    """SQLite itself compares the index with the texts."""
    async with db.transaction() as transaction:
        await transaction.run("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")


async def test_each_change_is_in_the_index_at_once(db: Database) -> None:
    first = await say(db, "praat over brood", origin=Origin(5, 6, 0, 7))
    await in_step(db)
    async with db.transaction() as transaction:
        await contributions.change(transaction, replace(first, text=Typed("praat over kaas")))
    assert (await found(db, "brood"), await found(db, "kaas")) == ([], ["praat over kaas"])
    await say(db, "praat over melk", origin=Origin(5, 6, 0, 7))  # the same message, said anew
    assert (await found(db, "kaas"), await found(db, "melk")) == ([], ["praat over melk"])
    async with db.transaction() as transaction:
        (same,) = [one for one in await stored_words.of_meetup(transaction, 1) if one.before == "praat over melk"]
        await stored_words.reword(transaction, same, Typed("praat over thee"))
    assert await found(db, "melk") == []
    await search.catch_up(db)
    assert await found(db, "thee") == ["praat over thee"]
    await in_step(db)
    async with db.transaction() as transaction:
        await contributions.change(transaction, replace(first, text=Typed("praten over thee")))
    await search.catch_up(db)
    assert await found(db, "thee") == ["praten over thee"]
    await in_step(db)


async def test_what_is_rolled_back_was_never_in_the_index(db: Database) -> None:
    item = Contribution(0, 1, MORGEN, Typed(ONLY), NOOR, Typed("N"), None, None, Source.CHAT, NOW)
    with suppress(ZeroDivisionError):
        async with db.transaction() as transaction:
            await adding.add(transaction, item, 1_000_000)
            raise ZeroDivisionError
    assert await found(db, ONLY) == []
    await in_step(db)


async def test_texts_of_before_the_index_are_indexed_once(db: Database) -> None:
    async with db.transaction() as transaction:
        for n in range(450):
            await transaction.run(
                "INSERT INTO contributions (meetup, kind, text, author, author_name, source, said_at) "
                "VALUES (1, 'morgen', :text, 1, 'x', 'chat', 5)",
                text=f"van vroeger nummer{n}",
            )
    assert await found(db, "nummer7") == []
    await search.catch_up(db)
    assert (await found(db, "nummer7"))[0] == "van vroeger nummer7"
    result = await search.find(db.read, SERVER, Search(Typed("vroeger"), False))
    assert (len(result.ids), result.fitting, result.more) == (search.MOST, search.MOST, True)
    await in_step(db)


async def test_a_damaged_index_is_made_anew(db: Database, tmp_path: Path) -> None:
    await say(db, ONLY)
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as file, file:
        file.execute("DELETE FROM search_index_data WHERE id > 10")
    with pytest.raises(Refusal):
        await found(db, ONLY)
    assert db.trouble is not None
    assert await db.try_to_write()
    assert db.trouble is None
    assert await found(db, ONLY) == [ONLY]
    await in_step(db)


EVERY_WRITE_MEETS = (
    "DELETE FROM search_index_data",
    "DELETE FROM search_index_data WHERE id = 1",
    "UPDATE search_index_data SET block = x'deadbeefdeadbeef' WHERE id = 10",
)
SOME_MEET = (
    "DELETE FROM search_index_data WHERE id > 10",
    "UPDATE search_index_data SET block = zeroblob(length(block)) WHERE id > 10",
    "UPDATE search_index_data SET block = randomblob(length(block)) WHERE id > 10",
)


@pytest.mark.parametrize("one_statement", [False, True])
@pytest.mark.parametrize("damage", [*EVERY_WRITE_MEETS, *SOME_MEET])
async def test_words_are_saved_changed_and_withdrawn_with_a_damaged_index(
    db: Database, tmp_path: Path, damage: str, one_statement: bool
) -> None:
    async def damaged() -> None:
        with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as file, file:
            file.execute(damage)

    async def look(words: str, fitting: list[str]) -> None:
        if damage in EVERY_WRITE_MEETS:
            assert await found(db, words) == fitting
            await in_step(db)

    other = await say(db, "bel ik een ouder")
    await damaged()
    item = Contribution(0, 1, MORGEN, Typed(ONLY), NOOR, Typed("Noor"), None, None, Source.CHAT, NOW)
    async with db.transaction(one_statement=one_statement) as transaction:
        added = await adding.add(transaction, item, 1_000_000)
    assert added is not None
    await look(ONLY, [ONLY])
    await damaged()
    async with db.transaction() as transaction:
        await contributions.change(transaction, replace(added, text=Typed("zing ik")))
        await contributions.choose_sharing(transaction, added.id, Sharing.NAMED)
    await look(ONLY, [])
    await damaged()
    async with db.transaction() as transaction:
        await contributions.withdraw(transaction, other.id)
    await look("ouder", [])
    assert db.trouble is None
    kept = await contributions.get(db.read, added.id)
    assert kept is not None
    assert (kept.text.raw, kept.sharing) == ("zing ik", Sharing.NAMED)
    assert await contributions.get(db.read, other.id) is None
    await db.close()
    again = await Database.open(tmp_path / "a.sqlite3")
    try:
        assert await found(again, "zingen") == ["zing ik"]
        await in_step(again)
    finally:
        await again.close()


async def test_an_index_that_is_out_of_step_is_made_anew_at_the_start(db: Database, tmp_path: Path) -> None:
    await say(db, ONLY)
    await db.close()
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as file, file:
        file.execute("UPDATE search_index_data SET block = x'ffffffff'")  # with which no word could be saved
        file.execute("DELETE FROM search_index_docsize")
    again = await Database.open(tmp_path / "a.sqlite3")
    try:
        assert await found(again, ONLY) == [ONLY]
        await say(again, f"nog een {ONLY}")
        await in_step(again)
    finally:
        await again.close()


# ---------------------------------------------------------------------- gone for good


@pytest.mark.parametrize("way", ["withdrawn", "changed", "erased", "expired", "server"])
async def test_a_withdrawn_text_is_nowhere_in_the_file(db: Database, tmp_path: Path, way: str) -> None:
    for n in range(60):
        await say(db, f"een andere tekst met woord{n}")
    item = await say(db, f"praat over de {ONLY} en de kikkerbilsoep")
    for n in range(60):
        await say(db, f"en nog een tekst met getal{n}")
    path = tmp_path / "a.sqlite3"
    await db.forget_log()
    assert path.read_bytes().count(INSIDE) == 3  # the text, its stems, and the index
    async with db.transaction() as transaction:
        match way:
            case "withdrawn":
                await contributions.withdraw(transaction, item.id)
            case "changed":
                await contributions.change(transaction, replace(item, text=Typed("iets anders")))
            case "erased":
                await personal.erase(transaction, NOOR)
            case "expired":
                await retention.empty(transaction, 1, NOW)
            case "server":
                await servers.erase(transaction, SERVER)
    await db.forget_log()
    assert await found(db, ONLY) == []
    for file in tmp_path.iterdir():
        raw = file.read_bytes()
        assert INSIDE not in raw, file
        assert b"kkerbil" not in raw, file
    await in_step(db)


# ---------------------------------------------------------------------- what people type

HOSTILE = ['"', "*", "AND", "OR NOT", "NEAR(a b)", "a:b", "terms:x", "^x", "-x", "a*", '"a', "a AND", "'; DROP", "{x}"]


@pytest.mark.parametrize("typed", [*HOSTILE, "x" * 300, "woord " * 300, "😀", "a\x00b", "\ud800", "ÿ" * 40])
async def test_whatever_is_typed_is_no_syntax(db: Database, typed: str) -> None:
    await say(db, "and or not near a b x drop terms")
    with suppress(Refusal):  # that no word is in it
        await found(db, typed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80), typed=st.text(max_size=80))
async def test_any_text_is_found_by_itself(db: Database, text: str, typed: str) -> None:
    item = await say(db, f"{text} einde")
    result = await search.find(db.read, SERVER, Search(item.text, False))
    assert item.id in result.ids or result.more
    with suppress(Refusal):  # that no word is in it
        await found(db, typed)
