"""`/meetup`: commanded by a moderator, seen by everybody."""

from dataclasses import replace
from pathlib import Path

import discord
import pytest

from bot.content.library import Library
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import Timeline
from tests.evening import PROGRAMME, Evening, answer


async def test_everybody_is_welcomed_and_moderators_are_reminded(evening: Evening) -> None:
    await evening.plan(start="20:00")
    plenary, moderators = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    (welcome,) = await evening.posts(plenary)
    assert "#morgen" in welcome
    assert "<t:" in welcome
    assert len(await evening.posts(moderators)) == 1
    await evening.wait_until((await evening.meetup()).planned_start)
    await evening.run_due()
    assert len(await evening.posts(moderators)) == 1  # too late to remind: it would not be true


async def test_the_reminder_comes_ten_minutes_before(evening: Evening) -> None:
    await evening.plan(start="20:00")
    await evening.pass_time(hours=18, minutes=55)  # 19:55 in Amsterdam
    reminders = [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "⏰" in text]
    assert len(reminders) == 1


async def test_the_run_of_show_is_posted_at_its_moments(evening: Evening) -> None:
    await evening.begin()
    plenary = await evening.plenary
    opening, fragment = (await evening.posts(plenary))[1:]
    assert opening.startswith("## Welkom\nFijn dat je er bent.")
    for part in (
        "Waar je wieg staat",
        "https://www.human.nl/onderwijs/klassen-in-de-klas-vo.html",
        "12:30",
        "16:05",
        "Er wordt gehuild.",
    ):
        assert part in fragment
    await evening.pass_time(minutes=3)
    assert "Waar kom je vandaan?" in (await evening.posts(plenary))[-1]

    await evening.pass_time(minutes=7)
    free = await evening.posts(await evening.table("Vrije tafel"))
    assert free[0].startswith("## Vrije tafel")
    assert "Waar wil je het over hebben?" in free[1]
    taal = await evening.posts(await evening.table("Taal"))
    assert "klassen-in-de-klas-vo" in taal[0]
    assert "Vraag 1 van 4" in taal[1]

    await evening.pass_time(minutes=12)
    assert "Wat kun je morgen anders doen?" in (await evening.posts(await evening.table("Vrije tafel")))[-1]
    await evening.pass_time(minutes=8)
    assert "Nog 5 minuten" in (await evening.posts(await evening.table("Vrije tafel")))[-1]
    await evening.pass_time(minutes=4)
    assert "Nog 1 minuut" in (await evening.posts(await evening.table("Vrije tafel")))[-1]
    await evening.pass_time(seconds=30)
    assert "🔔" in (await evening.posts(await evening.table("Taal")))[-1]
    await evening.pass_time(minutes=60)
    assert (await evening.meetup()).state is State.CLOSED


async def test_at_the_end_the_harvest_lies_in_the_moderators_channel(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen bel ik de ouders")
    await evening.pass_time(minutes=25)
    last = (await evening.place(PlaceKind.MODERATORS)).last_message
    assert last is not None
    assert "Eén bijdrage (#morgen 1)" in last.content
    assert sorted(file.filename for file in last.attachments) == ["oogst.csv", "oogst.json", "oogst.md", "oogst.xlsx"]
    (folder,) = (evening.bot.settings.harvest_dir).iterdir()
    assert folder.name == "2026-01-01-proefavond"
    await evening.pass_time(hours=25)  # until nothing can be brought in any more
    assert (await evening.next_due()) is None


async def test_extending_keeps_the_rooms_open(evening: Evening) -> None:
    await evening.begin_tables()
    before = await evening.venue()
    said = await evening.command("meetup verleng", minuten=5)
    assert "Aan tafel" in said
    await evening.pass_time(minutes=26)
    assert evening.can_enter(evening.noor, await evening.table("Taal"))
    assert await evening.venue() == before
    await evening.pass_time(minutes=4)
    assert not evening.can_enter(evening.noor, await evening.table("Taal"))


async def test_pausing_holds_everything_and_going_on_shifts_it(evening: Evening) -> None:
    await evening.begin()
    plenary = await evening.plenary
    await evening.pass_time(minutes=1)
    await evening.command("meetup pauze")
    said = len(await evening.posts(plenary))
    assert "⏸️" in (await evening.posts(plenary))[-1]
    await evening.pass_time(minutes=30)
    assert len(await evening.posts(plenary)) == said
    await evening.command("meetup verder")
    await evening.pass_time(minutes=1, seconds=59)
    assert "Waar kom je vandaan?" not in (await evening.posts(plenary))[-1]
    await evening.pass_time(seconds=1)
    assert "Waar kom je vandaan?" in (await evening.posts(plenary))[-1]


async def test_next_ends_a_break_out_with_its_time_to_return(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=5)
    await evening.command("meetup volgende")
    assert "🔔" in (await evening.posts(await evening.table("Taal")))[-1]
    assert evening.can_enter(evening.noor, await evening.table("Taal"))
    await evening.pass_time(seconds=30)
    assert not evening.can_enter(evening.noor, await evening.table("Taal"))
    assert "Even pauze" in (await evening.posts(await evening.plenary))[-1]


def without_panel(timeline: Timeline) -> Timeline:
    """A timeline without the cue of the panel, which a private answer in its channel moves down."""
    return replace(timeline, cues=tuple(cue for cue in timeline.cues if cue.kind is not CueKind.PANEL))


async def test_two_moderators_who_press_the_same_are_told_who_was_first(evening: Evening) -> None:
    await evening.begin()
    role = evening.guild.roles["Moderator"]
    second = evening.person("Ben", roles=[role])
    moderators = await evening.place(PlaceKind.MODERATORS)
    await evening.pass_time(minutes=1)
    ends = (await evening.timeline()).ends
    for name in ("meetup verleng", "meetup volgende", "meetup pauze", "meetup verder"):
        first = await evening.command(name)
        state = without_panel(await evening.timeline())
        late = answer(await second.slash(moderators, name))
        assert "Moderator heeft dit net al gedaan" in late, first
        assert without_panel(await evening.timeline()) == state
        await evening.pass_time(seconds=11)
    assert (await evening.timeline()).ends != ends
    assert "al begonnen, gestart door Moderator" in answer(await second.slash(moderators, "meetup start"))


async def test_stop_asks_first_and_then_ends_it(evening: Evening) -> None:
    await evening.begin_tables()
    moderators = await evening.place(PlaceKind.MODERATORS)
    asked = await evening.moderator.slash(moderators, "meetup stop")
    assert (await evening.meetup()).state is State.LIVE
    assert asked.response is not None
    said = answer(await evening.moderator.click(asked.response, label="Stop"))
    assert "eindigt" in said
    await evening.run_due()
    assert "🔔" in (await evening.posts(await evening.table("Taal")))[-1]
    await evening.pass_time(seconds=30)
    assert (await evening.meetup()).state is State.CLOSED
    agenda = (await evening.timeline()).slots
    assert [bool(slot.started) for slot in agenda] == [True, True, False, False, False]


async def test_no_after_stop_changes_nothing(evening: Evening) -> None:
    await evening.begin()
    asked = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup stop")
    assert asked.response is not None
    assert "niets veranderd" in answer(await evening.moderator.click(asked.response, label="Nee, ga door"))
    assert (await evening.meetup()).state is State.LIVE


async def test_stopping_a_paused_meetup_ends_it(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup pauze")
    asked = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup stop")
    assert asked.response is not None
    await evening.moderator.click(asked.response, label="Stop")
    await evening.run_due()
    assert (await evening.meetup()).state is State.CLOSED


async def test_a_planned_meetup_can_be_cancelled(evening: Evening) -> None:
    await evening.plan()
    asked = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup stop")
    assert asked.response is not None
    assert "afzeggen" in asked.response.content
    await evening.moderator.click(asked.response, label="Stop")
    await evening.pass_time(hours=30)
    assert (await evening.meetup()).state is State.CLOSED
    assert len(await evening.posts(await evening.place(PlaceKind.MODERATORS))) == 1


async def test_status_tells_now_next_people_and_contributions(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.noor.send(await evening.table("Taal"), "#werkt samen lezen")
    said = await evening.command("meetup status")
    table = await evening.table("Taal")
    for part in ("Nu: **Aan tafel**", "Straks: **Even pauze**", f"<#{table.id}> 1", "#werkt 1", "#morgen 0"):
        assert part in said


async def test_autocomplete_offers_the_programmes(evening: Evening) -> None:
    offered = await evening.moderator.autocomplete(evening.lobby, "meetup plan", "programma", "prov")
    assert [choice["value"] for choice in offered] == ["provinciale-meetup"]


async def test_a_broken_programme_is_named_and_hides_no_other(evening: Evening, tmp_path: Path) -> None:
    broken = tmp_path / "datum.yaml"
    broken.write_text("titel: Avond\ndatum: 2026-11-31\n", "utf-8")
    evening.bot.library = Library(extra={"datum": broken, "proef": PROGRAMME})
    offered = await evening.moderator.autocomplete(evening.lobby, "meetup plan", "programma", "")
    names = {choice["value"]: choice["name"] for choice in offered}
    assert names["proef"] == "Proefavond"
    assert names["datum"] == "datum – klopt nog niet"
    said = answer(await evening.plan())
    assert "Proefavond" in said
    assert "datum.yaml, regel 1" in said
    assert str(tmp_path) not in said
    refused = answer(await evening.plan(programma="datum"))
    assert "datum.yaml" in refused


@pytest.mark.parametrize(
    "name", ["plan", "start", "pauze", "verder", "volgende", "verleng", "stop", "status", "instellen"]
)
async def test_participants_cannot_command(evening: Evening, name: str) -> None:
    await evening.begin()
    timeline = await evening.timeline()
    options = {"programma": "proef", "titel": "x", "start": "nu"} if name == "plan" else {}
    said = answer(await evening.noor.slash(await evening.plenary, f"meetup {name}", **options))
    assert "Evenementen beheren" in said or "Server beheren" in said
    assert (await evening.timeline()) == timeline


async def test_a_moderator_role_may_command_and_loses_that_with_the_role(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    role = evening.guild.create_role("Gespreksleiders")
    said = answer(await admin.slash(evening.lobby, "meetup instellen", rol=role))
    assert f"<@&{role.id}>" in said
    leader = evening.person("Leider", roles=[role])
    await evening.begin()
    assert "Nu:" in answer(await leader.slash(await evening.plenary, "meetup status"))
    assert evening.can_enter(leader, await evening.place(PlaceKind.MODERATORS))
    evening.env.backend.edit_member(evening.guild.id, leader.id, {"role_ids": []})
    assert "Dit is voor moderatoren" in answer(await leader.slash(await evening.plenary, "meetup status"))


async def test_everyone_is_no_moderator_role(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    said = answer(await admin.slash(evening.lobby, "meetup instellen", rol=evening.guild.default_role))
    assert "Kies een rol" in said


@pytest.mark.parametrize("name", ["start", "pauze", "verder", "volgende", "verleng", "stop", "status"])
async def test_without_a_meetup_the_way_on_is_said(evening: Evening, name: str) -> None:
    said = answer(await evening.moderator.slash(evening.lobby, f"meetup {name}"))
    assert "/meetup plan" in said


@pytest.mark.parametrize(
    "name, part",
    [
        ("pauze", "/meetup start"),
        ("verder", "/meetup start"),
        ("volgende", "/meetup start"),
        ("verleng", "/meetup start"),
    ],
)
async def test_before_the_start_nothing_can_be_commanded(evening: Evening, name: str, part: str) -> None:
    await evening.plan()
    assert part in await evening.command(f"meetup {name}")


@pytest.mark.parametrize("name", ["start", "pauze", "verder", "volgende", "verleng"])
async def test_after_the_end_the_way_on_is_said(evening: Evening, name: str) -> None:
    await evening.begin()
    await evening.pass_time(hours=2)
    assert "/meetup plan" in await evening.command(f"meetup {name}")


async def test_going_on_without_a_pause_and_pausing_twice(evening: Evening) -> None:
    await evening.begin()
    assert "niet op pauze" in await evening.command("meetup verder")
    await evening.command("meetup pauze")
    await evening.pass_time(minutes=1)
    assert "al op pauze, door Moderator" in await evening.command("meetup pauze")
    assert "staat op pauze" in await evening.command("meetup volgende")


async def test_several_meetups_are_told_apart(evening: Evening) -> None:
    await evening.plan()
    await evening.plan(titel="Andere avond")
    said = answer(await evening.moderator.slash(evening.lobby, "meetup start"))
    assert "Proefavond" in said
    assert "Andere avond" in said
    assert "begonnen" in await evening.command("meetup start")


async def test_in_a_direct_message_the_way_on_is_said(evening: Evening) -> None:
    for name in ("meetup start", "meetup status", "oogst export"):
        said = answer(await evening.moderator.user.slash(name))
        assert "niet in een privébericht" in said


async def test_places_of_before_are_offered_each_once(evening: Evening) -> None:
    await evening.plan(titel="Een", start="morgen 19:00", plaats="Súdwest-Fryslân")
    await evening.plan(titel="Twee", start="morgen 21:00", plaats="Urk")
    await evening.plan(titel="Drie", start="31-12-2026 21:00", plaats="súdwest fryslân")
    offered = await evening.moderator.autocomplete(evening.lobby, "meetup plan", "plaats", "sud")
    assert [choice["name"] for choice in offered] == ["súdwest fryslân"]
    offered = await evening.moderator.autocomplete(evening.lobby, "meetup plan", "plaats", "")
    assert [choice["value"] for choice in offered] == ["súdwest fryslân", "Urk"]
    assert await evening.noor.autocomplete(evening.lobby, "meetup plan", "plaats", "") == []
