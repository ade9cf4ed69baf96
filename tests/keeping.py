"""What is kept of people in an evening, read from the database, the files and the channels."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import discord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from tests.evening import Evening

SECRET = "doorbreek ik de stilte bij Fatma"
TOLD = "Ik bewaar je tekst en je naam voor de oogst, tot een jaar na deze meetup."


async def told(evening: Evening) -> list[str]:
    """What stands in the moderators' channel."""
    return await evening.posts(await evening.place(PlaceKind.MODERATORS))


async def attached(evening: Evening) -> list[str]:
    """The names of all files in the moderators' channel."""
    history = (await evening.place(PlaceKind.MODERATORS)).history()
    return [attachment.filename for message in history for attachment in message.attachments]


def on_disk(evening: Evening, words: str) -> bool:
    """Whether these words stand anywhere in the files of the database."""
    path = evening.bot.settings.database
    return any(words.encode() in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def in_files(evening: Evening, words: str) -> bool:
    """Whether these words stand anywhere in the files of the harvest, also in their folded parts."""
    files = [path for path in evening.bot.settings.harvest_dir.rglob("*") if path.is_file()]
    assert files
    return any(words.encode() in content for path in files for content in contents(path))


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file; of a workbook, those of each part in it."""
    if path.suffix != ".xlsx":
        yield path.read_bytes()
        return
    with ZipFile(path) as parts:
        yield from map(parts.read, parts.namelist())


async def a_full_evening(evening: Evening) -> discord.Message:
    """Noor was at a table, said things by several doors, and the evening is over; returns her chat message."""
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.noor.slash(await evening.table("Taal"), "idee", tekst="samen koken")
    await evening.sem.send(await evening.plenary, "#morgen ga ik fietsen")
    message = await evening.noor.send(await evening.plenary, f"#morgen {SECRET} #nodig tijd")
    await evening.pass_time(seconds=2)
    await evening.noor.edit(message, f"#morgen {SECRET}! #nodig tijd")
    await evening.noor.slash(await evening.plenary, "mijn taal", taal="nl")
    await evening.command("oogst export")
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED
    return message
