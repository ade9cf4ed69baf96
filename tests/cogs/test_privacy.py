"""What is kept of people: they see it, they erase it, it goes by itself; and so does that of a server we left."""

import asyncio
import json
import logging
import threading
from datetime import timedelta, tzinfo
from pathlib import Path

import discord
import pytest
import simcord

from bot.content.library import Library
from bot.content.texts import voice
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import Cue
from bot.core.people.contributions import Contribution
from bot.features.privacy import views as privacy_views
from bot.harvest import files
from bot.harvest.records import Harvest
from bot.storage import contributions, meetups, personal, servers, timelines
from tests.evening import PROGRAMME, Evening, answer

SECRET = "doorbreek ik de stilte bij Fatma"
TOLD = "Ik bewaar je tekst en je naam voor de oogst van deze meetup, tot 365 dagen erna."


async def stored(evening: Evening) -> list[Contribution]:
    return await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)


async def texts(evening: Evening) -> list[str]:
    return [item.text for item in await stored(evening)]


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


# ---------------------------------------------------------------------- what is kept, and why


async def test_the_first_answer_tells_what_is_kept_and_the_next_ones_do_not(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    assert TOLD in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen"))
    assert "Ik bewaar" not in answer(await evening.noor.slash(plenary, "idee", tekst="samen koken"))
    shown = await evening.sem.slash(plenary, "morgen")
    assert TOLD in answer(await evening.sem.submit_modal(shown, {"tekst": "ga ik mailen"}))
    assert "/mijn wissen" in answer(await evening.noor.slash(plenary, "mijn bijdragen"))


async def test_who_only_wrote_in_the_chat_or_was_saved_by_a_moderator_is_still_told(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morgen ga ik bellen")
    message = await evening.noor.send(plenary, "wij lezen samen")
    saved = answer(await evening.moderator.context_menu(plenary, "Bewaar als #werkt", message))
    assert "Bewaard" in saved
    assert "Ik bewaar" not in saved
    own = await evening.noor.send(plenary, "samen koken")
    assert TOLD in answer(await evening.noor.context_menu(plenary, "Bewaar als #idee", own))


async def test_everybody_reads_what_is_kept_where_the_chat_is_asked_for_it(evening: Evening) -> None:
    await evening.begin_harvest()
    posts = await evening.posts(await evening.plenary)
    assert [post.splitlines()[0] for post in posts if TOLD in post] == ["# Proefavond", "## Morgen"]


async def lines_on_privacy(evening: Evening, where: simcord.ChannelHandle | None = None) -> list[str]:
    """What was said in a channel to whoever brought something in there by chat for the first time."""
    return [post for post in await evening.posts(where or await evening.plenary) if "voor het eerst" in post]


async def test_the_first_words_in_chat_are_answered_with_what_is_kept_once_for_everybody(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.pass_time(seconds=10)
    assert await lines_on_privacy(evening) == []  # not a line of ours for every line of theirs
    await evening.sem.send(await evening.plenary, "#nodig tijd")
    await evening.pass_time(seconds=20)
    (line,) = await lines_on_privacy(evening)
    assert TOLD in line
    assert "`/mijn wissen`" in line

    await evening.noor.send(await evening.plenary, "#werkt samen koken")
    await evening.pass_time(minutes=5)
    assert len(await lines_on_privacy(evening)) == 1  # both know
    await evening.person("Daan").send(await evening.plenary, "#idee samen lezen")
    await evening.pass_time(minutes=5)
    assert len(await lines_on_privacy(evening)) == 2


async def test_who_was_answered_privately_is_not_told_again_for_the_chat(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    await evening.noor.send(await evening.plenary, "#nodig tijd")
    await evening.noor.send(await evening.plenary, "zonder tag")
    await evening.pass_time(minutes=5)
    assert await lines_on_privacy(evening) == []


async def test_it_is_told_where_people_wrote_also_in_a_pause(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    await evening.noor.send(table, "#morgen ga ik bellen")
    await evening.command("meetup pauze")
    await evening.pass_time(seconds=30)
    assert len(await lines_on_privacy(evening, table)) == 1
    assert await lines_on_privacy(evening) == []


async def test_the_line_on_what_is_kept_outlives_a_restart(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.restart(after=timedelta(minutes=3))
    assert len(await lines_on_privacy(evening)) == 1
    await evening.restart(after=timedelta(minutes=3))
    assert len(await lines_on_privacy(evening)) == 1


async def test_whose_words_a_moderator_saved_is_told_and_known_at_the_next_meetup(evening: Evening) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "ik ga morgen bellen")
    await evening.moderator.context_menu(await evening.plenary, "Bewaar als #morgen", message)
    await evening.pass_time(minutes=1)
    assert len(await lines_on_privacy(evening)) == 1

    await evening.pass_time(days=2)
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morgen ga ik weer bellen")
    await evening.pass_time(minutes=1)
    assert await lines_on_privacy(evening) == []


async def test_words_that_were_taken_back_before_it_was_told_need_no_line(evening: Evening) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.noor.delete(message)
    await evening.pass_time(minutes=1)
    assert await stored(evening) == []
    assert await lines_on_privacy(evening) == []


async def test_where_names_are_hidden_the_name_is_not_kept_either(evening: Evening, tmp_path: Path) -> None:
    path = tmp_path / "klas.yaml"
    path.write_text(PROGRAMME.read_text("utf-8").replace("soort: meetup", "soort: klas", 1), "utf-8")
    evening.bot.library = Library(extra={"klas": path})
    await evening.plan(programma="klas")
    await evening.command("meetup start")
    said = answer(await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen"))
    assert "je naam staat er niet in" in said
    await evening.sem.send(await evening.plenary, "#morgen ga ik mailen")
    assert [item.author_name for item in await stored(evening)] == ["", ""]
    assert [item.author for item in await stored(evening)] == [evening.noor.id, evening.sem.id]


# ---------------------------------------------------------------------- /mijn gegevens


async def test_the_file_has_everything_and_only_the_asker_sees_it(evening: Evening) -> None:
    message = await a_full_evening(evening)
    result = await evening.noor.slash(await evening.plenary, "mijn gegevens")
    assert result.response is not None
    assert result.response.flags.ephemeral
    summary = result.response.content
    for part in ("3 bijdragen", "2 spraakkanalen", "jouw taal: Nederlands", "Proefavond"):
        assert part in summary
    (file,) = result.response.attachments
    assert file.filename == "mijn-gegevens.md"
    content = (await file.read()).decode("utf-8")
    for part in (SECRET, "samen koken", "tijd", "als Noor", "aan de tafel Taal", "jouw taal: Nederlands", "Taal"):
        assert part in content, part
    assert f"/{message.channel.id}/{message.id}" in content
    assert "laatste bewerking die ik verwerkte" in content
    assert "fietsen" not in content
    assert "Sem" not in content


async def test_a_moderator_sees_what_they_did(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup pauze")
    result = await evening.moderator.slash(evening.lobby, "mijn gegevens")
    assert "2 commando's" in answer(result)
    assert result.response is not None
    content = (await result.response.attachments[0].read()).decode("utf-8")
    for part in ("Jij hebt deze meetup gepland.", "de meetup gestart, als Moderator", "gepauzeerd, als Moderator"):
        assert part in content


async def test_of_whom_nothing_is_kept_that_is_said_also_in_a_direct_message(evening: Evening) -> None:
    await evening.begin_harvest()
    for command in ("mijn gegevens", "mijn wissen"):
        assert answer(await evening.noor.user.slash(command)) == "Ik bewaar niets van jou."
    await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    assert "1 bijdrage" in answer(await evening.noor.user.slash("mijn gegevens"))
    asked = await evening.noor.user.slash("mijn wissen")
    assert asked.response is not None
    assert "Gewist" in answer(await evening.noor.user.click(asked.response, label="Wis alles"))
    assert await texts(evening) == []


async def test_hostile_words_are_harmless_in_the_summary_and_the_file(evening: Evening) -> None:
    await evening.plan(titel="<@123456789012345678> **vet** @everyone")
    await evening.command("meetup start")
    await evening.noor.slash(await evening.plenary, "idee", tekst="[klik](https://x.nl) <script>\n# kop\n\n- punt")
    result = await evening.noor.slash(await evening.plenary, "mijn gegevens")
    assert result.response is not None
    assert "@everyone" not in result.response.content.replace("@\u200beveryone", "")
    assert "<@123456789012345678>" not in result.response.content
    content = (await result.response.attachments[0].read()).decode("utf-8")
    assert "[klik](" not in content
    assert "<script>" not in content
    assert "> # kop" not in content
    assert "> \\# kop" in content


# ---------------------------------------------------------------------- /mijn wissen


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
    public = await channel.send("?", view=privacy_views.erase(evening.noor.id, voice("nl")))
    await evening.env.settle()
    assert "van iemand anders" in answer(await evening.sem.click(public, label="Wis alles"))
    assert await stored(evening) == before


async def test_erasing_works_after_a_restart_and_leaves_nothing_anywhere(evening: Evening) -> None:
    message = await a_full_evening(evening)
    assert len(await attached(evening)) == 8
    question = await ask_to_erase(evening)
    await evening.restart()
    assert "Gewist" in answer(await evening.noor.click(question, label="Wis alles"))
    await evening.run_due()
    assert (await personal.of_person(evening.bot.db.read, evening.noor.id)).nothing
    assert await texts(evening) == ["ga ik fietsen"]
    assert on_disk(evening, "fietsen")
    assert not on_disk(evening, "Fatma")
    assert await attached(evening) == []
    reactions = evening.env.backend.get_message(message.channel.id, message.id).reactions
    assert not any(reaction.emoji == "✅" for reaction in reactions)
    said = (await told(evening))[-1]
    assert "Iemand die bij **Proefavond** was" in said
    folders = {path.parent.name for path in evening.bot.settings.harvest_dir.rglob("oogst.json")}
    assert len(folders) == 1
    for name in ("csv", "json", "md", "xlsx"):
        assert f"`{folders.copy().pop()}/oogst.{name}`" in said
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


async def test_files_that_were_being_made_at_that_moment_are_taken_back_too(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    write = files.FORMATS["md"]

    def slowly(harvest: Harvest, zone: tzinfo, path: Path) -> None:
        write(harvest, zone, path)
        begun.set()
        go_on.wait(timeout=20)

    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst=SECRET)
    monkeypatch.setitem(files.FORMATS, "md", slowly)
    moderators = await evening.place(PlaceKind.MODERATORS)
    exporting = asyncio.create_task(evening.moderator.slash(moderators, "oogst export"))
    await asyncio.to_thread(begun.wait, 20)
    async with evening.bot.db.transaction() as db:  # as the button does
        await personal.erase(db, evening.noor.id)
        await timelines.add_cue(db, evening.meetup_id, Cue(CueKind.TAKE_BACK, 0, evening.now, note="erased"))
    taking_back = asyncio.create_task(evening.bot.runner.run_due())
    for _turn in range(300):  # enough to take everything back, if it did not wait
        await evening.bot.db.read.one("SELECT 1")
    go_on.set()
    await asyncio.gather(exporting, taking_back)
    assert await attached(evening) == []
    assert "oogst.md" in (await told(evening))[-1]


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
    refused = answer(await evening.moderator.context_menu(plenary, "Bewaar als #morgen", message))
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
    assert any("tafel: iemand." in text for text in await told(evening))


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
    assert "words were erased that its files" in caplog.text
    for part in ("Noor", "Fatma", str(evening.noor.id), "koken"):
        assert part not in caplog.text


async def test_what_discord_refuses_for_an_hour_is_given_up(evening: Evening) -> None:
    await a_full_evening(evening)
    evening.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50013, times=1000)
    await erase(evening)
    await evening.pass_time(hours=3)
    rows = await evening.bot.db.read.all("SELECT state, attempts FROM cues WHERE kind = 'take back'")
    assert [(row["state"], row["attempts"]) for row in rows] == [("skipped", 60)]
    assert sum("⚠️" in text for text in await told(evening)) == 1


# ---------------------------------------------------------------------- the time of keeping


async def test_after_a_year_names_and_texts_go_by_themselves(evening: Evening) -> None:
    await a_full_evening(evening)
    assert any("Namen en teksten bewaar ik tot <t:" in text for text in await told(evening))
    ended = (await evening.meetup()).ended_at
    assert ended is not None
    await evening.wait_until(ended + timedelta(days=365, seconds=-1))
    await evening.run_due()
    assert SECRET + "!" in await texts(evening)
    await evening.wait_until(ended + timedelta(days=365))
    await evening.run_due()
    assert set(await texts(evening)) == {""}
    assert not on_disk(evening, "Fatma")
    assert len(await stored(evening)) == 4
    assert await attached(evening) == []
    assert "meer dan 365 dagen geleden" in (await told(evening))[-1]
    assert "oogst.csv" in (await told(evening))[-1]
    posts = await told(evening)
    await evening.restart(timedelta(days=1))
    assert await told(evening) == posts
    await evening.command("oogst export")
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    content = json.loads(path.read_bytes())
    assert [item["kind"] for item in content["contributions"]] == ["idee", "morgen", "morgen", "nodig"]
    assert {(item["text"], item["author"]) for item in content["contributions"]} == {("", None)}
    assert content["meetup"]["people"] == 2
    assert "4 bijdragen" in path.with_name("oogst.md").read_text("utf-8")
    for name in ("csv", "md", "json"):
        assert b"Noor" not in path.with_name(f"oogst.{name}").read_bytes()
    assert "Ik bewaar niets" in answer(await evening.sem.slash(await evening.plenary, "mijn gegevens"))


async def test_a_meetup_that_was_planned_and_forgotten_says_nothing(evening: Evening) -> None:
    await evening.plan()
    before = await evening.everything_posted()
    await evening.pass_time(days=366)
    assert (await evening.meetup()).was_cancelled
    assert [row["planned_by"] for row in await evening.bot.db.read.all("SELECT planned_by FROM meetups")] == [0]
    after = await evening.everything_posted()
    assert {where: len(posts) for where, posts in after.items()} == {
        where: len(posts) + ("moderators" in where) for where, posts in before.items()
    }  # the reminder, and no word after it


async def test_the_server_chooses_how_long(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    assert "wis ik 90 dagen na" in answer(await admin.slash(evening.lobby, "meetup instellen", bewaren=90))
    assert "wis ik 90 dagen na" in answer(await admin.slash(evening.lobby, "meetup instellen", taal="nl"))
    await evening.begin_harvest()
    assert "tot 90 dagen erna" in answer(
        await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    )
    assert "wis ik 200 dagen na" in answer(await admin.slash(evening.lobby, "meetup instellen", bewaren=200))
    await evening.pass_time(hours=2)
    await evening.pass_time(days=90)
    assert await texts(evening) == [""]


async def test_discord_takes_no_other_time_of_keeping(evening: Evening) -> None:
    command = next(item for item in evening.env.backend.commands[None].values() if item["name"] == "meetup")
    setup = next(option for option in command["options"] if option["name"] == "instellen")
    keep = next(option for option in setup["options"] if option["name"] == "bewaren")
    assert (keep["min_value"], keep["max_value"]) == (30, 1825)


# ---------------------------------------------------------------------- leaving a server


async def left_at(evening: Evening) -> int | None:
    row = await evening.bot.db.read.one("SELECT left_at FROM servers WHERE id = ?", evening.guild.id)
    return row["left_at"] if row else None


async def put_out(evening: Evening) -> None:
    """The bot is put out of the server."""
    evening.env.backend.emit("GUILD_DELETE", {"id": str(evening.guild.id)})
    await evening.env.settle()


async def is_empty(evening: Evening) -> bool:
    known = await meetups.newest(evening.bot.db.read, 1)
    rows = await evening.bot.db.read.all("SELECT id FROM contributions UNION SELECT person FROM attendance")
    return not known and not rows


async def test_a_server_that_was_left_is_erased_after_a_week(evening: Evening) -> None:
    await a_full_evening(evening)
    await put_out(evening)
    assert await left_at(evening) is not None
    await evening.wait_until(evening.now + timedelta(days=7, seconds=-1))
    await evening.run_due()
    assert len(await texts(evening)) == 4
    await evening.wait_until(evening.now + timedelta(seconds=1))
    await evening.run_due()
    assert await is_empty(evening)
    assert not on_disk(evening, "Fatma")
    assert await left_at(evening) is None


async def test_a_server_that_was_left_while_the_bot_was_away_is_noticed(evening: Evening) -> None:
    await a_full_evening(evening)
    evening.env.backend.remove_guild(evening.guild.id)
    await evening.env.settle()
    async with evening.bot.db.transaction() as db:
        await servers.note_back(db, evening.guild.id)  # as if nobody had heard of it
    assert await left_at(evening) is None
    await evening.restart(timedelta(days=30))
    assert not await is_empty(evening)  # the week begins when it is noticed
    await evening.env.advance_time(timedelta(days=7).total_seconds())
    await evening.run_due()
    assert await is_empty(evening)


async def test_coming_back_within_the_week_keeps_everything(evening: Evening) -> None:
    await a_full_evening(evening)
    await put_out(evening)
    assert await left_at(evening) is not None
    await evening.restart(timedelta(days=6))
    assert await left_at(evening) is None
    await evening.env.advance_time(timedelta(days=8).total_seconds())
    await evening.run_due()
    assert len(await texts(evening)) == 4


async def test_being_invited_again_while_away_for_long_keeps_everything(evening: Evening) -> None:
    await a_full_evening(evening)
    async with evening.bot.db.transaction() as db:
        await servers.note_left(db, evening.guild.id, evening.now)
    await evening.restart(timedelta(days=30))
    assert await left_at(evening) is None
    assert len(await texts(evening)) == 4


async def test_a_server_on_which_the_bot_is_loses_nothing_whatever_the_file_says(evening: Evening) -> None:
    """The last look before everything goes is at Discord itself."""
    await a_full_evening(evening)
    async with evening.bot.db.transaction() as db:
        await servers.note_left(db, evening.guild.id, evening.now - timedelta(days=30))
    await evening.run_due()
    assert len(await texts(evening)) == 4


async def test_a_server_that_discord_cannot_show_is_not_left(evening: Evening) -> None:
    await a_full_evening(evening)
    evening.env.backend.emit("GUILD_DELETE", {"id": str(evening.guild.id), "unavailable": True})
    await evening.env.settle()
    await evening.bot.on_ready()
    await evening.env.advance_time(timedelta(days=8).total_seconds())
    await evening.run_due()
    assert await left_at(evening) is None
    assert len(await texts(evening)) == 4
