"""`/mijn wissen`: asked first, and then nothing is left anywhere."""

import asyncio
import json
import logging
import threading
from datetime import timedelta, tzinfo
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import Cue
from bot.features.privacy import views as privacy_views
from bot.harvest import files
from bot.harvest.records import Harvest
from bot.platform import errands
from bot.platform.text import speaking
from bot.storage import personal, timelines
from bot.storage.file import erased
from tests.contributing import stored, texts
from tests.evening import Evening, answer
from tests.keeping import SECRET, TOLD, a_full_evening, attached, in_files, on_disk, told
from tests.refusing import FAILURES, Refusing


async def ask_to_erase(evening: Evening, who: simcord.MemberActor | None = None) -> simcord.ResponseMessage:
    """The question, with its buttons."""
    asked = await (who or evening.noor).slash(await evening.plenary, "mijn wissen")
    assert asked.response is not None
    assert asked.response.flags.ephemeral
    return asked.response


async def erase(evening: Evening, who: simcord.MemberActor | None = None) -> str:
    question = await ask_to_erase(evening, who)
    said = answer(await (who or evening.noor).click(question, label="Wis alles"))
    await evening.run_due()
    return said


async def test_erasing_asks_first_and_no_changes_nothing(evening: Evening) -> None:
    await a_full_evening(evening)
    before = await stored(evening)
    question = await ask_to_erase(evening)
    assert "3 bijdragen" in question.content
    assert "alleen zelf verwijderen" in question.content
    assert "alles blijft" in answer(await evening.noor.click(question, label="Nee, bewaar het"))
    # Only Noor sees her question; this is the same button where Sem could press it.
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    public = await channel.send("?", view=privacy_views.erase(evening.noor.id, speaking("nl")))
    await evening.env.settle()
    assert "van iemand anders" in answer(await evening.sem.click(public, label="Wis alles"))
    assert await stored(evening) == before


async def test_erasing_works_after_a_restart_and_leaves_nothing_anywhere(evening: Evening) -> None:
    message = await a_full_evening(evening)
    assert len(await attached(evening)) == 8
    question = await ask_to_erase(evening)
    await evening.restart()
    said_to_noor = answer(await evening.noor.click(question, label="Wis alles"))
    assert "Gewist" in said_to_noor
    assert "verdwijnt na 14 nachten" in said_to_noor
    # A copy from before this that is restored has them still: `restore` erases them again by this note.
    assert erased.since(evening.bot.settings.backups, evening.bot.clock() - timedelta(minutes=1)) == {evening.noor.id}
    await evening.run_due()
    assert (await personal.of_person(evening.bot.db.read, evening.noor.id)).nothing
    assert await texts(evening) == ["ga ik fietsen"]
    assert on_disk(evening, "fietsen")
    assert not on_disk(evening, "Fatma")
    assert in_files(evening, "fietsen")
    assert not in_files(evening, "Fatma")
    assert not in_files(evening, "Noor")
    assert await attached(evening) == []
    reactions = evening.env.backend.get_message(message.channel.id, message.id).reactions
    assert not any(reaction.emoji == "✅" for reaction in reactions)
    said = (await told(evening))[-1]
    assert "Iemand die bij **Proefavond** was" in said
    folders = {path.parent.name for path in evening.bot.settings.harvest_dir.rglob("oogst.json")}
    assert len(folders) == 1
    for name in ("csv", "json", "md", "xlsx"):
        assert f"`oogst/{folders.copy().pop()}/oogst.{name}`" in said
    assert said.count("`oogst.json`") == 2  # handed out by the export, and at the end
    for where, posts in (await evening.everything_posted()).items():
        for part in ("Noor", "Fatma", "koken", str(evening.noor.id)):
            assert not any(part in post for post in posts), (where, part)
    assert str(evening.bot.settings.harvest_dir) not in said
    # A second press finds nothing, and asks the moderators nothing.
    assert "Ik bewaar niets van jou." in answer(await evening.noor.click(question, label="Wis alles"))
    await evening.run_due()
    assert (await told(evening))[-1] == said
    await evening.command("oogst export")
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    assert [item["text"] for item in json.loads(path.read_bytes())["contributions"]] == ["ga ik fietsen"]
    assert len(await attached(evening)) == 4


async def test_the_files_are_taken_back_also_when_the_bot_stops_right_after_the_answer(evening: Evening) -> None:
    await a_full_evening(evening)
    question = await ask_to_erase(evening)
    assert "Gewist" in answer(await evening.noor.click(question, label="Wis alles"))
    assert await attached(evening) != []
    await evening.restart(timedelta(minutes=5))
    assert await attached(evening) == []
    assert sum("🧹" in text for text in await told(evening)) == 1


@pytest.mark.parametrize("by", ["an export", "the end of what counts as late"])
async def test_files_that_were_being_made_at_that_moment_are_taken_back_too(
    evening: Evening, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    write = files.FORMATS["md"]

    def slowly(harvest: Harvest, zone: tzinfo, path: Path) -> None:
        write(harvest, zone, path)
        if not begun.is_set():
            begun.set()
            go_on.wait(timeout=20)

    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst=SECRET)
    moderators = await evening.place(PlaceKind.MODERATORS)
    making: asyncio.Task[object]
    if by == "an export":
        monkeypatch.setitem(files.FORMATS, "md", slowly)
        making = asyncio.create_task(evening.moderator.slash(moderators, "oogst export"))
    else:
        await evening.pass_time(hours=24)
        monkeypatch.setitem(files.FORMATS, "md", slowly)
        (late,) = [cue for cue in (await evening.timeline()).cues if cue.kind is CueKind.LATE]
        await evening.wait_until(late.due)
        making = asyncio.create_task(evening.bot.runner.run_due())
    await asyncio.to_thread(begun.wait, 20)
    async with evening.bot.db.transaction() as db:  # as the button does
        await personal.erase(db, evening.noor.id)
        await timelines.add_cue(db, evening.meetup_id, Cue(CueKind.TAKE_BACK, 0, evening.now, note="erased"))
    taking_back = asyncio.create_task(evening.bot.runner.run_due())
    for _turn in range(300):  # enough to take everything back, if it did not wait
        await evening.bot.db.read.one("SELECT 1")
    go_on.set()
    await asyncio.gather(making, taking_back)
    assert await attached(evening) == []
    assert "oogst.md" in (await told(evening))[-1]
    assert not in_files(evening, "Fatma")


async def test_files_that_take_long_to_reach_discord_are_taken_back_once_they_are_there(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploading, go_on = asyncio.Event(), asyncio.Event()
    really = evening.bot.http.request

    async def slowly(route: discord.http.Route, **options: Any) -> Any:
        if options.get("files"):
            uploading.set()
            await go_on.wait()
        return await really(route, **options)

    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst=SECRET)
    await evening.pass_time(minutes=18)
    evening.bot.http.request = slowly  # type: ignore[method-assign]
    await evening.wait_until((await evening.timeline()).ends)
    with monkeypatch.context() as patch:
        patch.setattr(errands, "PATIENCE", 0.0)  # nobody waits for them
        ending = asyncio.create_task(evening.bot.runner.run_due())
        await uploading.wait()
        while evening.bot.turns["harvest", evening.meetup_id].locked():
            await evening.bot.db.read.one("SELECT 1")
    async with evening.bot.db.transaction() as db:  # as the button does
        await personal.erase(db, evening.noor.id)
        await timelines.add_cue(db, evening.meetup_id, Cue(CueKind.TAKE_BACK, 0, evening.now, note="erased"))
    taking_back = asyncio.create_task(evening.bot.runner.run_due())
    for _turn in range(300):  # enough to take everything back, if it did not wait
        await evening.bot.db.read.one("SELECT 1")
    go_on.set()
    await asyncio.gather(ending, taking_back)
    assert await attached(evening) == []
    assert not in_files(evening, "Fatma")


async def test_erased_words_do_not_come_back_and_new_ones_are_welcome(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    message = await evening.noor.send(plenary, "#morgen ga ik bellen")
    edited = await evening.noor.send(plenary, "#nodig tijd")
    await evening.pass_time(seconds=1)
    await evening.noor.edit(edited, "#nodig veel tijd")
    await erase(evening)
    assert await texts(evening) == []
    for _start in range(2):
        await evening.restart(timedelta(seconds=20))
        assert await texts(evening) == []
    refused = answer(await evening.save_as(evening.moderator, "morgen", message))
    assert "heeft deze woorden ingetrokken" in refused
    await evening.pass_time(seconds=1)
    await evening.noor.edit(message, "#morgen ga ik bellen, heus")
    assert await texts(evening) == []
    await evening.noor.send(plenary, "#morgen ga ik toch mailen")
    assert TOLD in answer(await evening.noor.slash(plenary, "idee", tekst="samen koken"))
    assert sorted(await texts(evening)) == ["ga ik toch mailen", "samen koken"]


async def test_a_mention_of_who_stayed_at_a_table_goes_too(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013, times=10)
    await evening.pass_time(minutes=30)
    assert any(f"<@{evening.noor.id}>" in text for text in await told(evening))
    await erase(evening)
    assert not any(str(evening.noor.id) in text for text in await told(evening))
    assert any("tafel: iemand (<#" in text for text in await told(evening))


async def test_what_an_erased_moderator_did_stays_as_somebodys(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup pauze")
    assert "Gewist" in await erase(evening, evening.moderator)
    assert "Iemand anders heeft dit" in await evening.command("meetup pauze")
    await evening.pass_time(seconds=11)
    assert "al op pauze, door iemand anders" in await evening.command("meetup pauze")
    rows = await evening.bot.db.read.all("SELECT action, person, name FROM deeds")
    assert [tuple(row) for row in rows] == [("start", 0, ""), ("pause", 0, "")]
    assert [row["planned_by"] for row in await evening.bot.db.read.all("SELECT planned_by FROM meetups")] == [0]


async def test_without_a_moderators_channel_whoever_runs_the_bot_is_told(
    evening: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    await a_full_evening(evening)
    channel = evening.bot.get_channel((await evening.place(PlaceKind.MODERATORS)).id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await evening.env.settle()
    with caplog.at_level(logging.INFO, "bot"):
        await erase(evening)
    assert "nobody could be told which files" in caplog.text
    assert not in_files(evening, "Fatma")
    for part in ("Noor", "Fatma", str(evening.noor.id), "koken"):
        assert part not in caplog.text


async def test_what_discord_refuses_for_an_hour_is_given_up(evening: Evening) -> None:
    await a_full_evening(evening)
    evening.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50013, times=1000)
    await erase(evening)
    await evening.pass_time(hours=3)
    rows = await evening.bot.db.read.all("SELECT attempts, given_up FROM retries WHERE part <> ''")
    assert {(row["attempts"], row["given_up"]) for row in rows} == {(60, 1)}
    assert len(rows) == 2  # the export, and the harvest at the end
    assert sum("⚠️" in text for text in await told(evening)) == 1


async def test_a_post_that_is_refused_keeps_no_other_its_files_and_loses_them_later(evening: Evening) -> None:
    await a_full_evening(evening)
    await evening.command("oogst export")
    with_files = [m for m in (await evening.place(PlaceKind.MODERATORS)).history() if m.attachments]
    assert len(with_files) == 3
    refusing = Refusing(evening, FAILURES["no right"])
    refusing.at = lambda route: route.method == "PATCH" and str(with_files[0].id) in route.url
    await erase(evening)
    assert len(await attached(evening)) == 4
    said = [text for text in await told(evening) if "🧹" in text]
    assert [text.count("`oogst.json`") for text in said] == [3]
    await evening.command("oogst export")  # without her words; it stays
    await evening.restart()
    await evening.pass_time(minutes=2)
    assert len(await attached(evening)) == 4
    assert [text for text in await told(evening) if "🧹" in text] == said


@pytest.mark.parametrize("seconds", [3, 200])
async def test_files_are_named_before_they_go_also_where_nothing_can_be_said_at_first(
    evening: Evening, seconds: int
) -> None:
    await a_full_evening(evening)
    moderators = await evening.place(PlaceKind.MODERATORS)
    refusing = Refusing(evening, FAILURES["no right"])
    refusing.at = lambda route: route.method == "POST" and f"/channels/{moderators.id}/messages" in route.url
    await erase(evening)
    assert len(await attached(evening)) == 8  # they alone tell which they are
    await evening.pass_time(seconds=seconds)
    refusing.at = None
    await evening.pass_time(minutes=3)
    assert await attached(evening) == []
    assert "`oogst.json`" in "".join([await evening.command("meetup status"), *await told(evening)])
