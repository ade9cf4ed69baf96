"""Staying on after the end: announced with until when, what is tagged counts, and nobody is sent away."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content.library import Library
from bot.content.times import stamp
from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from tests.contributing import stored
from tests.evening import PROGRAMME, Evening, answer, open_evening, shown
from tests.refusing import FAILURES, Refusing

INVITES, OVER = "Je hoeft nog niet weg", "Dit was het nablijven"


def programme(folder: Path, says: str) -> Path:
    """The programme of tests/data/proef.yaml with this at its top."""
    path = folder / "proef.yaml"
    path.write_text(PROGRAMME.read_text("utf-8").replace("soort: meetup", f"soort: meetup\n{says}", 1), "utf-8")
    return path


@pytest.fixture
async def staying(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening of an hour whose people may stay on for 20 minutes; its harvest is open no longer than that."""
    async with open_evening(tmp_path) as world:
        path = programme(tmp_path, "nablijven: 20 min\ninbreng tot: 0 s")
        world.bot.library = Library(extra={"proef": path})
        yield world


async def end(evening: Evening) -> None:
    """Play the evening up to a moment after its end; Noor and Sem are in voice."""
    await evening.begin()
    hall = await evening.place(PlaceKind.VOICE)
    for person in (evening.noor, evening.sem):
        evening.env.backend.set_voice_state(evening.guild.id, person.id, hall.id)
    await evening.pass_time(minutes=60, seconds=5)


async def said(evening: Evening, kind: PlaceKind = PlaceKind.PLENARY) -> str:
    return "\n".join(await evening.posts(await evening.place(kind)))


async def test_the_agenda_says_beforehand_that_one_may_stay_on(staying: Evening) -> None:
    await staying.begin()
    timeline = await staying.timeline()
    line = f"{stamp(timeline.ends)} Nablijven tot <t:{round(timeline.ends.timestamp()) + 1200}:t>"
    assert line in await said(staying)


async def test_the_end_invites_to_stay_on_and_what_is_tagged_there_counts_as_late(staying: Evening) -> None:
    await end(staying)
    ends = (await staying.timeline()).ends
    until, hall = f"<t:{round(ends.timestamp()) + 1200}", await staying.place(PlaceKind.VOICE)
    assert f"**Nablijven kan tot {until}:t>**: tik op <#{hall.id}>" in await said(staying)
    for kind in (PlaceKind.PLENARY, PlaceKind.VOICE):
        assert f"{INVITES}: <#{hall.id}> blijft open tot {until}:t>" in await said(staying, kind)
    await staying.noor.send(hall, "#morgen bel ik de buurtschool")
    await staying.pass_time(minutes=10)
    (late,) = await stored(staying)
    assert late.said_at > ends
    await staying.pass_time(minutes=20)
    (harvest,) = staying.bot.settings.harvest_dir.iterdir()
    assert '"late": true' in (harvest / "oogst.json").read_text("utf-8")


async def test_at_its_end_there_is_a_kind_line_and_nobody_is_sent_away(staying: Evening) -> None:
    await end(staying)
    await staying.pass_time(minutes=19)
    assert OVER not in await said(staying)
    await staying.pass_time(minutes=2)
    hall = await staying.place(PlaceKind.VOICE)
    for kind in (PlaceKind.PLENARY, PlaceKind.VOICE):
        posts = await said(staying, kind)
        assert posts.count(OVER) == 1
        assert INVITES not in posts
        assert "Nablijven kan" not in posts
    assert staying.voice_of(staying.noor) == staying.voice_of(staying.sem) == hall.id
    assert staying.can_enter(staying.sem, hall)


@pytest.mark.parametrize("name", FAILURES)
async def test_whatever_fails_at_first_all_of_it_is_said_once(
    staying: Evening, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = Refusing(staying, FAILURES[name])
    refusing.first_of_every_cue(monkeypatch)
    await end(staying)
    await staying.pass_time(minutes=10)
    assert (await said(staying)).count(INVITES) == 1
    await staying.pass_time(minutes=20)
    assert refusing.given[CueKind.STAY] == 1
    for kind in (PlaceKind.PLENARY, PlaceKind.VOICE):
        posts = await said(staying, kind)
        assert (posts.count(OVER), posts.count(INVITES)) == (1, 0)


async def test_a_restart_says_nothing_twice_and_ends_it_in_time(staying: Evening) -> None:
    await end(staying)
    await staying.restart()
    await staying.pass_time(minutes=5)
    assert (await said(staying)).count(INVITES) == 1
    await staying.bot.db.close()
    await staying.env.advance_time(3600)
    await staying.start_again()
    await staying.pass_time(minutes=1)
    posts = await said(staying)
    assert (posts.count(OVER), posts.count(INVITES)) == (1, 0)


async def test_where_the_end_comes_too_late_nobody_is_invited_to_stay(staying: Evening) -> None:
    await staying.begin()
    await staying.pass_time(minutes=50)
    await staying.restart(timedelta(minutes=40))
    await staying.pass_time(minutes=1)
    posts = await said(staying)
    assert "Deze kanalen blijven staan" in posts
    assert OVER not in posts
    assert INVITES not in posts


async def test_stop_once_more_ends_it_and_a_second_moderator_changes_nothing(staying: Evening) -> None:
    await end(staying)
    assert "Wie wil, blijft na" in shown(await staying.panel_message())
    moderators = await staying.place(PlaceKind.MODERATORS)
    asked = (await staying.moderator.slash(moderators, "meetup stop")).response
    assert asked is not None
    assert "nablijven kan tot" in asked.content
    assert "stopt nu" in answer(await staying.moderator.click(asked, label="Stop"))
    await staying.pass_time(seconds=30)
    posts = await said(staying)
    assert (posts.count(OVER), posts.count(INVITES)) == (1, 0)
    assert "Wie wil, blijft na" not in shown(await staying.panel_message())
    assert "al afgelopen" in answer(await staying.moderator.click(asked, label="Stop"))
    assert "is al afgelopen" in await staying.command("meetup stop")
    staying.env.errors.clear()


async def test_the_stop_of_before_the_end_does_not_end_it(staying: Evening) -> None:
    await staying.begin()
    moderators = await staying.place(PlaceKind.MODERATORS)
    asked = (await staying.moderator.slash(moderators, "meetup stop")).response
    assert asked is not None
    await staying.moderator.click(asked, label="Stop")
    await staying.pass_time(seconds=30)
    assert "is afgelopen" in answer(await staying.moderator.click(asked, label="Stop"))
    assert INVITES in await said(staying)
    staying.env.errors.clear()


async def test_a_programme_without_it_invites_nobody(evening: Evening) -> None:
    await end(evening)
    assert INVITES not in await said(evening)
    assert "Nablijven" not in await said(evening)


async def test_a_cancelled_one_invites_nobody(staying: Evening) -> None:
    await staying.plan()
    asked = (await staying.moderator.slash(await staying.place(PlaceKind.MODERATORS), "meetup stop")).response
    assert asked is not None
    await staying.moderator.click(asked, label="Stop")
    await staying.pass_time(hours=2)
    assert "ablijven" not in await said(staying)


async def test_the_check_tells_of_it(staying: Evening) -> None:
    await staying.plan()
    assert "blijft de grote zaal nog 20 minuten open" in await staying.command("meetup check")


@pytest.mark.parametrize("wrong", ["20", "lang", "0 min", "30 uur"])
def test_a_length_that_can_not_be_read_is_named_with_its_line(wrong: str, tmp_path: Path) -> None:
    (mistake,) = Library().check(programme(tmp_path, f"nablijven: {wrong}"))
    assert mistake.line == 4
    assert mistake.key == "nablijven"
