"""Attachments: posted when their block begins, checked by their first bytes, and missed by nobody but moderators."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.content.library import Library
from bot.content.texts import say
from bot.core.evening.places import PlaceKind
from bot.core.programme.attachments import LARGEST, Attachment
from bot.core.words.typed import Typed
from bot.features.privacy import tidying
from bot.storage import attachments, meetups, timelines
from bot.storage.file import attached
from tests.evening import PROGRAMME, Evening, answer, open_evening
from tests.refusing import refused

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
EXE = b"MZ\x90\x00" + b"\0" * 100
FIRST = "    duur: 10 min"  # of the first block
LATER = "    duur: 5 min\n  - titel: Morgen"  # of the break


def programme(folder: Path, first: str = "cijfers.png") -> Path:
    """The programme of tests/data/proef.yaml with attachments at its first block and its break."""
    text = PROGRAMME.read_text("utf-8").replace(FIRST, f"{FIRST}\n    bijlage: {first}")
    path = folder / "proef.yaml"
    path.write_text(text.replace(LATER, f"    bijlage: plan.pdf\n{LATER}"), "utf-8")
    (folder / "plan.pdf").write_bytes(b"%PDF-1.7\n")
    return path


@pytest.fixture
async def attaching(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening whose first block has a picture, and whose break has a PDF."""
    folder = tmp_path / "programmas"
    folder.mkdir()
    (folder / "cijfers.png").write_bytes(PNG)
    async with open_evening(tmp_path) as world:
        world.bot.library = Library(extra={"proef": programme(folder)})
        yield world


async def files(evening: Evening) -> list[discord.Attachment]:
    """The files that stand in the plenary."""
    return [file for message in (await evening.plenary).history() for file in message.attachments]


async def names(evening: Evening) -> list[str]:
    return [file.filename for file in await files(evening)]


async def told(evening: Evening) -> str:
    """What moderators read in their channel."""
    return "\n".join(await evening.posts(await evening.place(PlaceKind.MODERATORS)))


def home(evening: Evening) -> Path:
    return attached.home(evening.bot.db.path)


async def test_it_is_posted_when_its_block_begins_and_goes_with_it(attaching: Evening) -> None:
    await attaching.plan()
    assert await files(attaching) == []
    await attaching.command("meetup start")
    await attaching.pass_time(seconds=5)
    (picture,) = await files(attaching)
    assert picture.filename == "cijfers.png"
    assert await picture.read() == PNG
    await attaching.pass_time(minutes=36)
    assert await names(attaching) == ["plan.pdf"]
    assert "bijlage" not in await told(attaching)


async def test_the_evening_has_its_own_copy_also_after_a_restart(attaching: Evening, tmp_path: Path) -> None:
    await attaching.plan()
    for path in (tmp_path / "programmas").iterdir():
        path.unlink()
    await attaching.restart()
    await attaching.command("meetup start")
    await attaching.pass_time(seconds=5)
    await attaching.restart()
    await attaching.pass_time(minutes=1)
    assert await names(attaching) == ["cijfers.png"]


async def test_a_file_that_is_gone_is_told_to_moderators_once_and_the_evening_goes_on(attaching: Evening) -> None:
    await attaching.plan()
    for path in home(attaching).iterdir():
        path.unlink()
    assert "Ik heb het bestand “cijfers.png” niet" in await attaching.command("meetup check")
    await attaching.command("meetup start")
    await attaching.pass_time(minutes=2)
    assert (await told(attaching)).count("Ik heb het bestand “cijfers.png” niet") == 1
    assert await files(attaching) == []
    assert any(text.startswith("## Welkom") for text in await attaching.posts(await attaching.plenary))


async def test_where_discord_refuses_the_file_all_else_is_posted_and_it_comes_later(attaching: Evening) -> None:
    really, refuses = attaching.bot.http.request, [True]

    async def request(route: discord.http.Route, **options: Any) -> Any:
        if options.get("files") and refuses:
            raise refused(413, 40005)
        return await really(route, **options)

    await attaching.plan()
    attaching.bot.http.request = request  # type: ignore[method-assign]
    await attaching.command("meetup start")
    await attaching.pass_time(minutes=2)
    assert any("Waar je wieg staat" in text for text in await attaching.posts(await attaching.plenary))
    assert (await told(attaching)).count("📎 **cijfers.png**") == 1
    assert await files(attaching) == []
    refuses.clear()
    await attaching.pass_time(minutes=5)
    assert await names(attaching) == ["cijfers.png"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("weg.png", None, "Er staat geen bestand “weg.png”"),
        ("Plan.PDF", None, "Bedoel je “plan.pdf”?"),
        ("groot.png", PNG + b"\0" * (4 * LARGEST), "is 41 MB, en Discord neemt 10 MB"),
        ("cijfers.png", EXE, "is geen plaatje en geen pdf"),
        ("leeg.png", b"", "is leeg"),
    ],
)
async def test_what_can_not_be_posted_is_said_at_validate_plan_and_check(
    evening: Evening, tmp_path: Path, name: str, data: bytes | None, says: str
) -> None:
    path = programme(tmp_path, name)
    if data is not None:
        (tmp_path / name).write_bytes(data)
    evening.bot.library = Library(extra={"proef": path})
    (mistake,) = Library().check(path)
    assert (mistake.key, mistake.line) == ("blokken 1 → bijlage", 8)
    assert says in say(mistake.sentence)
    result = await evening.plan()
    assert result.response is not None or result.followups
    assert says in "\n".join(message.content for message in [result.response, *result.followups] if message)
    assert says in await evening.command("meetup check", programma="proef")
    assert f"“{name}” niet" in await evening.command("meetup check")
    await evening.command("meetup start")
    await evening.pass_time(minutes=1)
    assert f"“{name}” niet" in await told(evening)
    assert any(text.startswith("## Welkom") for text in await evening.posts(await evening.plenary))


@pytest.mark.parametrize("name", ["../.env", "/etc/passwd", ".env", "map/cijfers.png", "C:\\cijfers.png"])
def test_a_file_stands_beside_the_programme_and_nowhere_else(name: str, tmp_path: Path) -> None:
    path = programme(tmp_path, f'"{name}"'.replace("\\", "\\\\"))
    (mistake,) = Library().check(path)
    assert "Schrijf alleen de naam" in say(mistake.sentence)


async def give(evening: Evening, name: str, data: bytes, **block: str) -> str:
    return await evening.command("meetup bijlage", bestand=(name, data), **block)


async def test_a_moderator_gives_one_now_or_for_later_in_place_of_the_other(attaching: Evening) -> None:
    await attaching.begin()
    assert "gaat nu naar de grote zaal, bij **Welkom**" in await give(attaching, "Onze school.PNG", PNG)
    await attaching.pass_time(seconds=5)
    assert await names(attaching) == ["cijfers.png", "Onze-school.png"]
    assert "als **Even pauze** begint" in await give(attaching, "rooster.pdf", b"%PDF-1.4", blok="even")
    await attaching.pass_time(minutes=36)
    assert await names(attaching) == ["rooster.pdf"]
    assert "“Welkom” is afgelopen" in await give(attaching, "rooster.pdf", b"%PDF-1.4", blok="1")
    assert "Er is geen deel “Dans”" in await give(attaching, "rooster.pdf", b"%PDF-1.4", blok="Dans")
    attaching.env.errors.clear()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("virus.png", EXE, "geen plaatje"),
        ("groot.pdf", b"%PDF-" + b"\0" * LARGEST, "is 11 MB"),
        ("leeg.png", b"", "leeg"),
    ],
)
async def test_a_moderator_hears_what_can_not_be_posted(evening: Evening, name: str, data: bytes, says: str) -> None:
    await evening.begin()
    assert says in await give(evening, name, data)
    await evening.pass_time(minutes=1)
    assert await files(evening) == []
    evening.env.errors.clear()


async def test_it_stays_with_its_block_where_another_is_put_in_before(attaching: Evening) -> None:
    await attaching.begin()
    db = attaching.bot.db
    before = await attachments.of_meetup(db.read, attaching.meetup_id)
    async with db.transaction() as transaction:
        await timelines.make_room(transaction, attaching.meetup_id, behind=0, by=2)
    assert await attachments.of_meetup(db.read, attaching.meetup_id) == {0: before[0], 4: before[2]}


async def test_participants_give_nothing(evening: Evening) -> None:
    await evening.begin()
    assert "moderator" in answer(
        await evening.noor.slash(await evening.plenary, "meetup bijlage", bestand=("x.png", PNG))
    )
    evening.env.errors.clear()


@pytest.mark.parametrize("of_meetup", [True, False])
async def test_a_dry_run_shows_it_too(attaching: Evening, of_meetup: bool) -> None:
    if of_meetup:
        await attaching.plan()
    options = {} if of_meetup else {"programma": "proef"}
    checked = (await attaching.moderator.slash(attaching.lobby, "meetup check", **options)).response
    assert checked is not None
    button = f"proef:avond:{attaching.meetup_id}" if of_meetup else "proef:programma:proef"
    await attaching.moderator.click(checked, custom_id=button)
    (run,) = await meetups.dry_runs(attaching.bot.db.read, attaching.guild.id)
    attaching.meetup_id = run.id
    await attaching.pass_time(minutes=2)
    assert await names(attaching) == ["cijfers.png", "plan.pdf"]


async def test_files_go_once_the_meetup_is_over(attaching: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "LEFT_AFTER", -1.0)
    await attaching.plan()
    (home(attaching) / "zwerver.png.deel").touch()
    await tidying.tidy(attaching.bot, attaching.now)
    assert len(list(home(attaching).iterdir())) == 2
    await attaching.command("meetup start")
    await attaching.pass_time(hours=2)
    await tidying.tidy(attaching.bot, attaching.now)
    assert list(home(attaching).iterdir()) == []


@pytest.mark.parametrize(
    ("name", "file", "shown"),
    [
        ("Onze cijfers (2026).PNG", "1.png", "Onze-cijfers-2026.png"),
        ("virus.exe", "1.pdf", "virus.pdf"),
        ("@everyone <@1>.png", "1.png", "everyone-1.png"),
        ("…", "1.gif", "bijlage.gif"),
    ],
)
def test_it_is_posted_under_a_harmless_name_with_the_ending_of_what_it_is(name: str, file: str, shown: str) -> None:
    assert Attachment(Typed(name), file).posted_as == shown
