"""No id of Discord stands in what people said, by whatever door, in no file and no line of the log."""

import io
import logging
import re
import zipfile

from bot.core.words.typed import Typed
from bot.storage import words as stored_words
from tests.contributing import chat, stored, texts
from tests.evening import Evening
from tests.safety.everything import use_everything

ID = re.compile(r"(?<![0-9a-f])\d{17,20}(?![0-9a-f])")


async def everything_stored(evening: Evening) -> str:
    """All words in the database that people typed."""
    rows = [
        await evening.bot.db.read.all(f"SELECT {column} AS words FROM {table}")
        for table, column in stored_words.COLUMNS
    ]
    return "\n".join(str(row["words"]) for found in rows for row in found)


def names(evening: Evening) -> str:
    return f"<@{evening.sem.id}> <@!{evening.sem.id}> <#{evening.lobby.id}> <:hart:123456789012345678>"


async def test_each_door_keeps_what_a_reader_sees(evening: Evening) -> None:
    said, seen = names(evening), f"@Sem @Sem #{evening.lobby.name} :hart:"
    await evening.plan(titel=f"Avond <@{evening.sem.id}>", plaats=f"<#{evening.lobby.id}>")
    await evening.command("meetup start")
    await evening.pass_time(minutes=10)
    plenary = await evening.plenary
    await evening.noor.slash(plenary, "morgen", tekst=f"vraag ik {said}")
    shown = await evening.noor.slash(plenary, "idee")
    await evening.noor.submit_modal(shown, {"tekst": f"koken {said}", "why": f"met <@{evening.sem.id}>"})
    loose = await chat(evening, f"lezen {said}")
    await evening.save_as(evening.noor, "werkt", loose)
    await evening.noor.edit(loose, f"samen lezen {said}")
    edited = await chat(evening, "#nodig tijd")
    await evening.noor.edit(edited, f"#nodig tijd {said}")
    assert await texts(evening) == [
        f"vraag ik {seen}", f"koken {seen}", f"samen lezen {seen}", f"tijd {seen}",
    ]  # fmt: skip
    (details,) = [item.details for item in await stored(evening) if item.details]
    assert dict(details) == {"why": Typed("met @Sem")}
    listed = await evening.noor.slash(plenary, "mijn bijdragen")
    assert listed.response is not None
    form = await evening.noor.click(listed.response, label="Wijzigen 1")
    await evening.noor.submit_modal(form, {"tekst": f"rust {said}"})
    assert f"rust {seen}" in await texts(evening)
    await evening.command("ruimtes bericht", tekst=f"hoi {said}")
    kept = await everything_stored(evening)
    assert f"hoi {seen}" in kept
    assert "Avond @Sem" in kept
    assert not ID.search(kept), ID.findall(kept)


async def test_where_names_are_hidden_nobody_is_named(evening: Evening) -> None:
    await evening.begin_harvest()
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    await evening.noor.slash(await evening.plenary, "morgen", tekst=f"vraag ik <@{evening.sem.id}>")
    assert await texts(evening) == ["vraag ik iemand"]


async def test_what_was_stored_with_ids_is_made_readable_at_the_start(evening: Evening) -> None:
    await evening.begin_harvest()
    await chat(evening, "#morgen ga ik bellen")
    await evening.command("ruimtes bericht", tekst="hoi")
    async with evening.bot.db.transaction() as db:
        for table, column in stored_words.COLUMNS:
            words = f"{table} {column} {names(evening)} <@99999999999999999>"
            await db.run(f"UPDATE {table} SET {column} = :words WHERE {column} IS NOT NULL", words=words)
        await db.run("UPDATE meetups SET has_ids = 1")
    await evening.restart()
    kept = await everything_stored(evening)
    assert f"contributions text @Sem @Sem #{evening.lobby.name} :hart: iemand" in kept
    assert f"meetups title @Sem @Sem #{evening.lobby.name} :hart: iemand" in kept
    assert not ID.search(kept), ID.findall(kept)


async def test_no_file_has_an_id_even_before_the_bot_saw_to_that(evening: Evening) -> None:
    await evening.begin_harvest()
    await chat(evening, "#morgen ga ik bellen")
    async with evening.bot.db.transaction() as db:
        words = f"ga ik met {names(evening)} <t:1764000000:t> https://discord.com/channels/{evening.guild.id}/5/6"
        await db.run("UPDATE contributions SET text = :words", words=words)
        await db.run("UPDATE meetups SET title = :words", words=f"Avond {names(evening)}")
    await evening.command("oogst export")
    files = list(evening.bot.settings.harvest_dir.rglob("oogst*"))
    assert {path.suffix for path in files} == {".json", ".csv", ".xlsx", ".md"}
    for path in files:
        content = path.read_bytes() if path.suffix != ".xlsx" else unzipped(path.read_bytes())
        assert not ID.search(content.decode("utf-8", "replace")), path
        assert not ID.search(str(path.relative_to(evening.bot.settings.harvest_dir)))


def unzipped(workbook: bytes) -> bytes:
    """All sheets and texts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


async def test_no_line_of_the_log_has_an_id(evening: Evening, log: io.StringIO) -> None:
    await use_everything(evening)
    logging.getLogger("discord.http").warning("PUT /channels/%s/messages/1 was refused", evening.lobby.id)
    await evening.pass_time(hours=2)
    written = log.getvalue()
    assert f"PUT /channels/…{str(evening.lobby.id)[-4:]}/messages/1 was refused" in written
    assert not ID.search(written), [line for line in written.splitlines() if ID.search(line)]
