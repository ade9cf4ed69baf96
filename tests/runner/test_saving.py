"""The disk is full, or another program locks the database, in the middle of an evening."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress
from pathlib import Path

import discord
import pytest
import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.storage import contributions
from bot.storage.file.trouble import Unavailable
from tests.evening import Evening, answer

Trouble = Callable[[Evening, Path], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def full(evening: Evening, tmp_path: Path) -> AsyncIterator[None]:
    """No page may be added any more: SQLite finds the disk full."""
    writer = evening.bot.db._writer
    async with evening.bot.db.transaction() as db:  # what table there is inside the file, is used first
        await db.run("CREATE TABLE filler (content BLOB)")
        (free,) = (await db.all("PRAGMA freelist_count"))[0]
        for _ in range(free):
            await db.run("INSERT INTO filler VALUES (zeroblob(4000))")
        (pages,) = (await db.all("PRAGMA page_count"))[0]
    await writer.execute_fetchall(f"PRAGMA max_page_count = {pages}")
    yield
    await writer.execute_fetchall("PRAGMA max_page_count = 1000000")


@asynccontextmanager
async def locked(evening: Evening, tmp_path: Path) -> AsyncIterator[None]:
    """Another program is writing, and does not stop."""
    await evening.bot.db._writer.execute_fetchall("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(tmp_path / "meetups.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@asynccontextmanager
async def read_only(evening: Evening, tmp_path: Path) -> AsyncIterator[None]:
    """Nothing may be written any more, as on a disk that the system has mounted again to read."""
    await evening.bot.db._writer.execute_fetchall("PRAGMA query_only = ON")
    yield
    await evening.bot.db._writer.execute_fetchall("PRAGMA query_only = OFF")


@asynccontextmanager
async def gone(evening: Evening, tmp_path: Path) -> AsyncIterator[None]:
    """Somebody moves the file away, and puts it back."""
    file = evening.bot.settings.database
    file.rename(tmp_path / "away")
    yield
    (tmp_path / "away").rename(file)


async def said(evening: Evening) -> list[str]:
    """What is kept."""
    return [item.text.raw for item in await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)]


def marked(evening: Evening, message: discord.Message) -> bool:
    """Whether the bot says under a message that it was saved."""
    return bool(evening.env.backend.get_message(message.channel.id, message.id).reactions)


async def contribute(evening: Evening, text: str) -> simcord.InteractionResult:
    """Noor contributes by command."""
    return await evening.noor.slash(await evening.plenary, "morgen", tekst=text)


async def until_refused(evening: Evening) -> list[str]:
    """Noor says ever less by command, until not even a letter is saved; returns what she was told was saved."""
    kept: list[str] = []
    for length in (300, 3, 0):
        while "Bewaard" in (told := answer(await contribute(evening, text := f"{len(kept)}" + " bel ik" * length))):
            kept.append(text)
        assert "niet bewaard" in told
    return kept


@pytest.mark.parametrize(
    "trouble, why",
    [
        (full, "de schijf is vol"),
        (locked, "een ander programma"),
        (read_only, "de database kan alleen gelezen worden"),
        (gone, "de database gaat niet meer open"),
    ],
)
async def test_what_can_not_be_saved_is_never_acknowledged_and_it_goes_on_afterwards(
    evening: Evening, tmp_path: Path, trouble: Trouble, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    await evening.begin_harvest()
    plenary, moderators = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    gone = await evening.sem.send(plenary, "#werkt samen ontbijten")
    changed = await evening.sem.send(plenary, "#idee een feest")
    assert await said(evening) == ["samen ontbijten", "een feest"]
    before = await evening.posts(moderators)
    async with trouble(evening, tmp_path):
        kept = await until_refused(evening)
        shown = await evening.noor.slash(plenary, "nodig")
        filled = answer(await evening.noor.submit_modal(shown, {"tekst": "rust in het *rooster*"}))
        assert "niet bewaard" in filled
        assert filled.endswith("\n> rust in het \\*rooster\\*")
        message = await evening.sem.send(plenary, "#morgen ga ik fietsen")
        assert not marked(evening, message)
        assert (await evening.posts(plenary))[-1].startswith("Dit is nog niet bewaard")
        await evening.sem.delete(gone)
        await evening.sem.edit(changed, "#idee een groot feest")
        # A full disk has room for less and for changes.
        untouched = ["samen ontbijten", "een feest"] if trouble is not full else ["een groot feest"]
        assert await said(evening) == [*untouched, *kept]
        for _ in range(3):
            await evening.run_due()
    told = (await evening.posts(moderators))[len(before) :]
    assert len(told) == 1
    assert told[0].startswith(f"⚠️ Ik kan nu niets opslaan: {why}")

    await evening.run_due()
    told = (await evening.posts(moderators))[len(before) :]
    assert [text[0] for text in told] == ["⚠", "✅"]
    assert await said(evening) == ["een groot feest", *kept, "ga ik fietsen"]
    assert marked(evening, message)
    result = await evening.noor.slash(plenary, "nodig", tekst="rust in het rooster")
    assert "Bewaard" in answer(result)
    await evening.run_due()
    assert len(await evening.posts(moderators)) == len(before) + 2
    assert "Traceback" not in caplog.text
    assert "fietsen" not in caplog.text
    assert "rooster" not in caplog.text


@pytest.mark.parametrize("trouble", [full, locked, read_only, gone])
async def test_the_agenda_goes_on_where_it_should_be_and_nothing_is_posted_twice(
    evening: Evening, tmp_path: Path, trouble: Trouble
) -> None:
    await evening.begin_tables()
    taal = await evening.table("Taal")
    async with trouble(evening, tmp_path):
        for _ in range(8):
            await evening.env.advance_time(60)
            await evening.run_due()
    await evening.pass_time(hours=2)
    assert [text[:7] for text in await evening.posts(taal)] == ["## Taal", "🧭 **Om ", "Deze ta"]
    shown = "".join(str(request.json) for request in evening.env.http_requests)
    assert [n for n in range(1, 5) if f"Vraag {n} van 4" in shown] == [1, 2, 3, 4]
    for texts in (await evening.everything_posted()).values():
        assert len(texts) == len(set(texts))
    assert (await evening.meetup()).state is State.CLOSED


async def test_a_connection_while_nothing_can_be_saved_is_a_connection(
    evening: Evening, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await evening.begin()
    await evening.env.advance_time(600)  # much is overdue: the moderators are to be told that we were away
    evening.bot.was_ready = False
    async with locked(evening, tmp_path):
        await evening.bot.on_ready()
    assert evening.bot.was_ready
    assert "could not keep that we are there again" in caplog.text
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED


async def test_new_words_that_can_not_be_saved_come_back_to_their_author(evening: Evening, tmp_path: Path) -> None:
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    saved = (await evening.noor.slash(await evening.plenary, "mijn bijdragen")).response
    assert saved is not None
    form = await evening.noor.click(saved, label="Wijzigen 1")
    async with locked(evening, tmp_path):
        told = answer(await evening.noor.submit_modal(form, {"tekst": "ga ik zingen"}))
        withdrawn = answer(await evening.noor.click(saved, label="Intrekken 1"))
    assert told.startswith("Dit is niet bewaard")
    assert told.endswith("ga ik zingen")
    assert withdrawn.startswith("Dit is niet bewaard")
    assert await said(evening) == ["ga ik bellen"]


async def test_a_database_that_is_damaged_meanwhile_is_said_too(
    evening: Evening, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await evening.begin_harvest()
    plenary, moderators = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    before = await evening.posts(moderators)
    await evening.bot.db.forget_log()
    (tmp_path / "meetups.sqlite3").write_bytes(b"")
    assert "niet bij mijn gegevens" in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen"))
    message = await evening.sem.send(plenary, "#morgen ga ik fietsen")
    assert not marked(evening, message)
    assert (await evening.posts(plenary))[-1].startswith("Dit is nog niet bewaard")
    for _time in range(3):
        await look(evening)
    told = (await evening.posts(moderators))[len(before) :]
    assert len(told) == 1
    assert "is beschadigd" in told[0]
    assert "Traceback" not in caplog.text


@asynccontextmanager
async def broken(evening: Evening, table: str) -> AsyncIterator[None]:
    """The first page of a table is nonsense."""
    path, db = evening.bot.settings.database, evening.bot.db
    await db.forget_log()
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()

    async def written(content: bytes) -> bytes:
        with path.open("r+b") as file:
            file.seek((page - 1) * size)
            before = file.read(size)
            file.seek((page - 1) * size)
            file.write(content)
        for connection in (db._writer, db.read._connection):
            await connection.execute_fetchall("PRAGMA shrink_memory")  # what it had read of the page before
        return before

    whole = await written(b"\xff" * size)
    yield
    await written(whole)


async def look(evening: Evening) -> None:
    """The runner looks what is due, perhaps in vain, as it does all the time."""
    await evening.env.advance_time(5)
    with suppress(Unavailable):
        await evening.run_due()


async def test_a_broken_page_is_told_once_and_acknowledges_nothing(
    evening: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    await evening.begin_harvest()
    moderators = await evening.place(PlaceKind.MODERATORS)
    before = await evening.posts(moderators)
    async with broken(evening, "contributions"):
        for text in ("bellen", "fietsen", "zingen"):
            assert "Bewaard" not in answer(await contribute(evening, f"ga ik {text}"))
            await evening.pass_time(seconds=30)
    told = (await evening.posts(moderators))[len(before) :]
    assert [text[0] for text in told] == ["⚠"]
    assert "beschadigd" in told[0]
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "command, who", [("mijn bijdragen", "noor"), ("mijn gegevens", "noor"), ("oogst export", "moderator")]
)
async def test_a_page_that_can_not_be_read_is_told_once_and_again_when_it_can(
    evening: Evening, caplog: pytest.LogCaptureFixture, command: str, who: str
) -> None:
    await evening.begin_harvest()
    await contribute(evening, "ga ik bellen")
    moderators = await evening.place(PlaceKind.MODERATORS)
    before = await evening.posts(moderators)
    async with broken(evening, "contributions"):
        for _time in range(3):
            asks: simcord.MemberActor = getattr(evening, who)
            assert "niet bij mijn gegevens" in answer(await asks.slash(await evening.plenary, command))
            await look(evening)
        assert "✗ Een deel van mijn database" in answer(await evening.moderator.slash(moderators, "meetup check"))
        told = (await evening.posts(moderators))[len(before) :]
        assert [text[0] for text in told] == ["⚠"]
        assert "beschadigd" in told[0]
    await evening.pass_time(minutes=1)
    assert [text[0] for text in (await evening.posts(moderators))[len(before) :]] == ["⚠", "✅"]
    assert "Bewaard" in answer(await contribute(evening, "ga ik mailen"))
    assert "Traceback" not in caplog.text


async def test_moderators_are_told_where_even_their_meetup_can_not_be_read(
    evening: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    await evening.begin_harvest()
    moderators = await evening.place(PlaceKind.MODERATORS)
    before = await evening.posts(moderators)
    async with broken(evening, "meetups"):
        assert "Bewaard" not in answer(await contribute(evening, "ga ik bellen"))
        for _time in range(3):
            await look(evening)
        told = (await evening.posts(moderators))[len(before) :]
        assert [text[0] for text in told] == ["⚠"]
        assert "beschadigd" in told[0]
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED
    assert "Traceback" not in caplog.text


async def test_after_a_failed_read_it_is_told_too_that_nothing_can_be_saved(evening: Evening, tmp_path: Path) -> None:
    await evening.begin()
    moderators = await evening.place(PlaceKind.MODERATORS)
    before = await evening.posts(moderators)
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    async with locked(evening, tmp_path):
        evening.bot.db._could_not_read(error)
        for _time in range(3):
            await look(evening)
    await look(evening)
    first, second, third = (await evening.posts(moderators))[len(before) :]
    assert "niet bij wat ik bewaard heb: de schijf is vol of kapot" in first
    assert "niets opslaan: een ander programma" in second
    assert "weer opslaan" in third
