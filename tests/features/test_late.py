"""What comes in after the end: it counts until the programme says so, and then the harvest is made again, once."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import discord
import pytest

from bot.content.library import Library
from bot.core.evening.places import PlaceKind
from bot.core.programme.models import Programme
from bot.storage.file.opening import MIGRATIONS
from tests.contributing import texts
from tests.evening import PROGRAMME, Evening
from tests.keeping import attached, told
from tests.refusing import FAILURES, Refusing


async def harvest_messages(evening: Evening) -> list[str]:
    return [text for text in await told(evening) if "🌾" in text]


def exported(evening: Evening) -> dict[str, bool]:
    """Which texts the file has, and which of them are marked as late."""
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    return {item["text"]: item["late"] for item in json.loads(path.read_bytes())["contributions"]}


async def over(evening: Evening) -> None:
    """An evening that Noor said something at, two hours ago."""
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.pass_time(hours=2)


async def test_the_harvest_message_is_made_again_once_with_what_came_late(evening: Evening) -> None:
    await over(evening)
    (message,) = await harvest_messages(evening)
    assert "Eén bijdrage" in message
    assert "telt ook mee" in message
    await evening.sem.send(await evening.plenary, "#nodig meer tijd")
    await evening.pass_time(hours=20)
    assert exported(evening) == {"ga ik bellen": False}
    await evening.pass_time(hours=4)
    (message,) = await harvest_messages(evening)
    assert "2 bijdragen" in message
    assert "Eén daarvan kwam na afloop" in message
    assert "telt ook mee" not in message
    assert exported(evening) == {"ga ik bellen": False, "meer tijd": True}
    assert len(await attached(evening)) == 4
    edits = evening.bot.settings.harvest_dir.rglob("oogst.json")
    before = [path.stat().st_mtime_ns for path in edits]
    await evening.pass_time(days=3)
    assert [path.stat().st_mtime_ns for path in evening.bot.settings.harvest_dir.rglob("oogst.json")] == before


async def test_after_that_time_a_tag_gets_a_sentence_and_is_not_kept(evening: Evening) -> None:
    await over(evening)
    await evening.pass_time(hours=24)
    plenary = await evening.plenary
    await evening.sem.send(plenary, "#morgen ga ik mailen")
    assert "afgelopen" in (await evening.posts(plenary))[-1]
    assert await texts(evening) == ["ga ik bellen"]


async def test_a_harvest_message_that_was_deleted_is_posted_again(evening: Evening) -> None:
    await over(evening)
    moderators = await evening.place(PlaceKind.MODERATORS)
    (message,) = [message for message in moderators.history() if "🌾" in message.content]
    channel = evening.bot.get_channel(moderators.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(message.id).delete()
    await evening.env.settle()
    await evening.pass_time(hours=24)
    assert len(await harvest_messages(evening)) == 1
    assert len(await attached(evening)) == 4


async def test_a_harvest_message_that_can_not_be_edited_is_told_once_and_edited_later(evening: Evening) -> None:
    await over(evening)
    await evening.sem.send(await evening.plenary, "#nodig meer tijd")
    await evening.pass_time(hours=21, minutes=50)
    moderators = await evening.place(PlaceKind.MODERATORS)
    refusing = Refusing(evening, FAILURES["no right"])
    refusing.at = lambda route: route.method == "PATCH" and f"/channels/{moderators.id}/messages" in route.url
    await evening.pass_time(minutes=40)
    assert "Eén bijdrage" in (await harvest_messages(evening))[0]
    await evening.restart()
    await evening.pass_time(minutes=2)
    (message,) = await harvest_messages(evening)
    assert "2 bijdragen" in message
    assert len(await attached(evening)) == 4
    assert sum("niet bijwerken" in text for text in await told(evening)) == 1


async def test_a_bot_that_was_away_makes_the_harvest_again_when_it_is_back(evening: Evening) -> None:
    await over(evening)
    await evening.sem.send(await evening.plenary, "#nodig meer tijd")
    await evening.restart(after=timedelta(days=2))
    (message,) = await harvest_messages(evening)
    assert "2 bijdragen" in message


async def as_of_before(evening: Evening) -> None:
    """Make the database one of before the harvest was made again, and bring it up to date."""
    async with evening.bot.db.transaction() as db:
        await db.run("DELETE FROM cues WHERE kind = 'late'")
    await evening.bot.db.close()
    (script,) = MIGRATIONS.glob("*_late.sql")
    with closing(sqlite3.connect(evening.bot.settings.database)) as file:
        file.executescript(script.read_text("utf-8"))


async def test_a_meetup_that_ended_before_this_version_has_its_harvest_made_again_once(evening: Evening) -> None:
    await over(evening)
    await evening.sem.send(await evening.plenary, "#nodig meer tijd")
    await as_of_before(evening)
    await evening.start_again()
    await evening.noor.send(await evening.plenary, "#idee een feest")  # it still takes contributions, also by chat
    await evening.pass_time(hours=24)
    assert exported(evening) == {"ga ik bellen": False, "meer tijd": True, "een feest": True}
    (message,) = await harvest_messages(evening)
    assert "3 bijdragen" in message
    await evening.pass_time(days=3)
    assert await cues_left(evening) == []


async def test_a_meetup_of_long_before_has_it_made_again_only_where_something_came_late(evening: Evening) -> None:
    await over(evening)
    first = evening.meetup_id
    await evening.sem.send(await evening.plenary, "#nodig meer tijd")
    await evening.pass_time(days=10)
    await over(evening)
    await evening.pass_time(days=10)
    await over(evening)
    last = evening.meetup_id
    await as_of_before(evening)
    with closing(sqlite3.connect(evening.bot.settings.database)) as file:
        planned = file.execute("SELECT meetup, state FROM cues WHERE kind = 'late' ORDER BY meetup").fetchall()
    assert planned == [(first, "todo"), (last, "todo")]
    await evening.start_again()
    await evening.pass_time(days=1)
    assert await cues_left(evening) == []


async def cues_left(evening: Evening) -> list[int]:
    rows = await evening.bot.db.read.all("SELECT meetup FROM cues WHERE kind = 'late' AND state = 'todo'")
    return [row["meetup"] for row in rows]


async def test_the_programme_says_how_long_it_stays_open(evening: Evening, tmp_path: Path) -> None:
    path = tmp_path / "kort.yaml"
    path.write_text(PROGRAMME.read_text("utf-8").replace("blokken:", "inbreng tot: 0 min\nblokken:", 1), "utf-8")
    evening.bot.library = Library(extra={"kort": path})
    await evening.plan(programma="kort")
    await evening.command("meetup start")
    await evening.pass_time(hours=2)
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    assert "afgelopen" in (await evening.posts(await evening.plenary))[-1]
    assert await texts(evening) == []


@pytest.mark.parametrize(("written", "fine"), [("168 uur", True), ("169 uur", False), ("24", False), ("24 uur", True)])
def test_how_long_is_read_like_every_duration(tmp_path: Path, written: str, fine: bool) -> None:
    path = tmp_path / "p.yaml"
    text = PROGRAMME.read_text("utf-8").replace("blokken:", f"inbreng tot: {written}\nblokken:", 1)
    path.write_text(text, "utf-8")
    mistakes = Library().check(path)
    assert (mistakes == []) is fine
    assert fine or len(mistakes) == 1


def test_a_programme_that_does_not_say_stays_open_for_a_day() -> None:
    assert Programme.model_fields["open_after"].default == timedelta(hours=24)
