"""One way in: the event on the server, the invite link and the calendar file keep in step with the meetup."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from icalendar import Calendar

from bot.core.evening.places import PlaceKind
from bot.storage import events
from bot.storage.events import Event
from tests.evening import Evening, answer
from tests.refusing import Refusing, refused
from tests.rights import take_rights

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4


def on_server(evening: Evening) -> list[Any]:
    """The events of the server, as Discord has them."""
    return list(evening.env.backend.get_guild(evening.guild.id).scheduled_events.values())


def moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


async def move(evening: Evening, begins: str) -> None:
    opened = await evening.moderator.click(await evening.panel_message(), label="Andere tijd")
    await evening.moderator.submit_modal(opened, {"begin": begins, "eind": ""})
    await evening.run_due()


async def stop(evening: Evening) -> None:
    asked = (await evening.moderator.click(await evening.panel_message(), label="Stop")).response
    assert asked is not None
    await evening.moderator.click(asked, label="Stop")
    await evening.run_due()


async def test_a_planned_meetup_stands_among_the_events_with_the_way_to_its_plenary(evening: Evening) -> None:
    await evening.plan("20:00", titel="**Avond**")
    (event,) = on_server(evening)
    meetup, plenary = await evening.meetup(), await evening.plenary
    assert event.name == "**Avond**"  # a title is shown as it is typed
    assert moment(event.scheduled_start_time) == meetup.planned_start
    assert moment(event.scheduled_end_time) == (await evening.timeline()).ends
    assert event.entity_metadata["location"].endswith(f"/{evening.guild.id}/{plenary.id}")
    assert "Lelystad" in event.description


async def test_it_is_moved_begun_and_ended_with_the_meetup(evening: Evening) -> None:
    await evening.plan("20:00")
    await move(evening, "21:00")
    (event,) = on_server(evening)
    assert moment(event.scheduled_start_time) == (await evening.meetup()).planned_start
    await evening.pass_time(minutes=10)
    await evening.command("meetup start")
    assert event.status == ACTIVE
    assert moment(event.scheduled_end_time) == (await evening.timeline()).ends
    await evening.command("meetup verleng", minuten=7)
    assert moment(event.scheduled_end_time) == (await evening.timeline()).ends
    await evening.pass_time(hours=2)
    assert event.status == COMPLETED
    assert len(on_server(evening)) == 1


async def test_a_meetup_that_is_cancelled_takes_its_event_along(evening: Evening) -> None:
    await evening.plan("20:00")
    await stop(evening)
    (event,) = on_server(evening)
    assert event.status == CANCELLED


async def test_what_begins_now_is_no_event(evening: Evening) -> None:
    await evening.plan("nu")
    await evening.command("meetup start")
    await evening.pass_time(minutes=1)
    assert on_server(evening) == []


async def test_one_that_somebody_deleted_stays_away(evening: Evening) -> None:
    await evening.plan("20:00")
    (event,) = on_server(evening)
    evening.env.backend.delete_scheduled_event(evening.guild.id, event.id)
    await move(evening, "21:00")
    await move(evening, "21:30")
    assert on_server(evening) == []
    assert await events.of_meetup(evening.bot.db.read, evening.meetup_id) is not None


async def test_after_a_crash_it_is_found_and_not_made_twice(evening: Evening) -> None:
    await evening.plan("20:00")
    async with evening.bot.db.transaction() as db:
        await db.run("DELETE FROM events")
        await db.run("UPDATE cues SET state = 'todo' WHERE kind = 'event'")
    await evening.restart()
    assert len(on_server(evening)) == 1
    (event,) = on_server(evening)
    known = await events.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert isinstance(known, Event)
    assert known.id == event.id


async def test_without_the_right_moderators_read_what_to_do_once_and_everything_else_goes_on(evening: Evening) -> None:
    take_rights(evening, create_events=True, manage_events=True)
    await evening.plan("20:00")
    moderators = await evening.place(PlaceKind.MODERATORS)
    told = [text for text in await evening.posts(moderators) if "Evenementen maken" in text]
    assert len(told) == 1
    assert on_server(evening) == []
    await evening.command("meetup start")
    await evening.pass_time(hours=2)
    assert [text for text in await evening.posts(moderators) if "Evenementen maken" in text] == told
    assert any("🌾" in text for text in await evening.posts(moderators))


@pytest.mark.parametrize("status", [403, 503])
async def test_where_discord_refuses_it_is_tried_again(evening: Evening, status: int) -> None:
    refusing = Refusing(evening, lambda: refused(status, 50013))
    refusing.at = lambda route: "scheduled-events" in route.path
    await evening.plan("20:00")
    assert on_server(evening) == []
    refusing.at = None
    await evening.pass_time(minutes=2)
    assert len(on_server(evening)) == 1


async def test_a_moderator_gets_a_link_that_lets_people_in_and_a_file_for_their_calendar(evening: Evening) -> None:
    await evening.plan("20:00")
    await move(evening, "21:00")
    (event,) = on_server(evening)
    welcome = evening.last_panel(await evening.place(PlaceKind.MODERATORS), "meetup:uitnodiging")
    result = await evening.moderator.click(welcome, label="Uitnodiging")
    said = answer(result)
    assert f"?event={event.id}" in said
    assert "⚠️" not in said
    file = next(file for message in (result.response, *result.followups) if message for file in message.attachments)
    assert file.filename == "meetup.ics"
    (read,) = Calendar.from_ical(await content(evening, file)).walk("VEVENT")
    meetup = await evening.meetup()
    assert read.decoded("dtstart") == meetup.planned_start.astimezone(UTC)
    assert read.decoded("dtend") - read.decoded("dtstart") == timedelta(hours=1)
    assert str(read["summary"]) == "Proefavond"
    assert read["sequence"] == 1  # one move
    assert meetup.uid in str(read["uid"])


async def content(evening: Evening, file: Any) -> bytes:
    return bytes(await file.read())


async def test_without_the_right_for_it_the_link_says_whom_it_lets_in(evening: Evening) -> None:
    take_rights(evening, create_events=True, manage_events=True, create_instant_invite=True)
    await evening.plan("20:00")
    welcome = evening.last_panel(await evening.place(PlaceKind.MODERATORS), "meetup:uitnodiging")
    said = answer(await evening.moderator.click(welcome, label="Uitnodiging"))
    assert str((await evening.plenary).id) in said
    assert "Uitnodiging maken" in said


async def test_nobody_is_invited_to_what_is_over(evening: Evening) -> None:
    await evening.plan("20:00")
    welcome = evening.last_panel(await evening.place(PlaceKind.MODERATORS), "meetup:uitnodiging")
    assert "Proefavond" in answer(await evening.moderator.click(welcome, label="Uitnodiging"))
    moderators = await evening.place(PlaceKind.MODERATORS)
    old = await evening.bot.get_channel(moderators.id).send(  # type: ignore[union-attr]
        "oud", view=discord.ui.View.from_message(welcome)
    )
    await evening.command("meetup start")
    await evening.pass_time(hours=2)
    assert "meetup:uitnodiging" not in str([m.components for m in moderators.history() if m.id != old.id])
    assert "voorbij" in answer(await evening.moderator.click(old, label="Uitnodiging"))
