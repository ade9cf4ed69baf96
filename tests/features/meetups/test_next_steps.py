"""The next step after a moderator's action is a button: plan, check, rehearse, invite, begin."""

import re
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.features.meetups.next_steps import CHECK, PLAN_FORM
from bot.features.meetups.views import STOP
from bot.features.panel.views import START
from bot.storage import meetups
from tests.evening import Evening, answer
from tests.safety.doors import Visitor

BEGIN = "zou om"


def with_buttons(result: simcord.InteractionResult) -> discord.Message:
    """Return the answer that has buttons."""
    messages: list[Any] = [result.response, *result.followups]
    found: discord.Message = next(message for message in messages if message and message.components)
    return found


def labels(message: discord.Message) -> list[str]:
    return re.findall(r"'label': '([^']*)'", str(message.components))


async def fill_in(evening: Evening, form: simcord.InteractionResult, **other: object) -> str:
    filled = {"programma": ["proef"], "begin": "20:00", "titel": "Proefavond", "plaats": "", "eind": ""}
    return answer(await evening.moderator.submit_modal(form, filled | other))


async def asks_to_begin(evening: Evening) -> list[str]:
    return [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if BEGIN in text]


async def open_form(evening: Evening) -> simcord.InteractionResult:
    """Somebody who manages the server sets it up, and the moderator presses the button under the answer."""
    rights = discord.Permissions(manage_guild=True, manage_events=True)
    boss = evening.guild.add_member(
        evening.env.create_user("baas"), roles=[evening.guild.create_role("Baas", permissions=rights)]
    )
    result = await boss.slash(evening.lobby, "meetup instellen", taal="nl")
    message = with_buttons(result)
    evening.moderator = boss
    return await boss.click(message, label="Plan een meetup")


async def test_after_setting_up_a_form_plans_a_meetup_without_any_command(evening: Evening) -> None:
    form = await open_form(evening)
    said = await fill_in(evening, form)
    assert "**Proefavond** staat gepland" in said
    (meetup,) = await meetups.newest(evening.bot.db.read, 1)
    assert meetup.title.raw == "Proefavond"
    assert meetup.state is State.PLANNED


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"begin": "straks wel"}, "straks wel"),
        ({"begin": ""}, ""),
        ({"programma": ["weg"]}, "Er is geen programma"),
        ({"programma": []}, "Er is geen programma"),
        ({"eind": "ooit"}, "ooit"),
    ],
)
async def test_what_can_not_be_read_in_the_form_is_said_and_plans_nothing(
    evening: Evening, filled: dict[str, str | list[str]], said: str
) -> None:
    given = {"programma": ["proef"], "begin": "20:00", "titel": "Proefavond"} | filled
    knock = await Visitor(evening, evening.moderator, evening.lobby).submit(PLAN_FORM(), **given)  # type: ignore[arg-type]
    assert said in knock.heard
    assert "ging bij ons iets mis" not in knock.heard
    assert await meetups.newest(evening.bot.db.read, 1) == []


async def test_after_planning_come_check_rehearse_and_invite(evening: Evening) -> None:
    result = await evening.plan()
    message = with_buttons(result)
    assert labels(message)[0] == "Kijk alles na"
    assert len(labels(message)) == 4
    checked = await evening.moderator.click(message, label="Kijk alles na")
    assert "🔎 **Proefavond**" in answer(checked)


async def test_the_check_of_a_meetup_that_is_over_says_what_to_do(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=100)
    visitor = Visitor(evening, evening.moderator, await evening.place(PlaceKind.MODERATORS))
    assert "Plan een nieuwe" in (await visitor.press(CHECK(id=evening.meetup_id))).heard
    assert "meetup" in (await visitor.press(CHECK(id=999))).heard


async def test_at_the_start_nobody_pressed_begin_so_the_moderators_are_asked_once(evening: Evening) -> None:
    await evening.plan()
    start = (await evening.meetup()).planned_start
    await evening.pass_time(seconds=(start - evening.now).total_seconds() - 1)
    assert await asks_to_begin(evening) == []
    await evening.pass_time(minutes=20)
    assert len(await asks_to_begin(evening)) == 1
    asked = evening.last_panel(await evening.place(PlaceKind.MODERATORS), START(id=evening.meetup_id))
    if asked.flags.components_v2:
        (asked,) = [m for m in (await evening.place(PlaceKind.MODERATORS)).history() if BEGIN in m.content]
    assert "is begonnen" in answer(await evening.moderator.click(asked, label="Begin nu"))
    assert (await evening.meetup()).state is State.LIVE
    await evening.pass_time(seconds=5)
    assert await asks_to_begin(evening) == []  # it has begun, so there is nothing to ask
    await evening.restart(timedelta(minutes=1))
    await evening.pass_time(minutes=1)
    assert await asks_to_begin(evening) == []


async def test_the_question_goes_also_when_the_meetup_is_cancelled(evening: Evening) -> None:
    await evening.plan()
    await evening.pass_time(seconds=((await evening.meetup()).planned_start - evening.now).total_seconds() + 60)
    assert len(await asks_to_begin(evening)) == 1
    moderators = await evening.place(PlaceKind.MODERATORS)
    await Visitor(evening, evening.moderator, moderators).press(STOP(id=evening.meetup_id))
    await evening.pass_time(seconds=5)
    assert await asks_to_begin(evening) == []


async def test_who_began_in_time_is_not_asked(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=30)
    assert await asks_to_begin(evening) == []


async def test_another_time_asks_at_that_time(evening: Evening) -> None:
    await evening.plan()
    before = (await evening.meetup()).planned_start
    visitor = Visitor(evening, evening.moderator, await evening.place(PlaceKind.MODERATORS))
    later = (before + timedelta(hours=1)).astimezone(evening.bot.settings.zone)
    await visitor.submit(f"meetup:tijden:{evening.meetup_id}", begin=f"{later:%d-%m-%Y %H:%M}", eind="")
    await evening.run_due()
    assert (await evening.meetup()).planned_start == before + timedelta(hours=1)
    await evening.pass_time(seconds=(before - evening.now).total_seconds() + 600)
    assert await asks_to_begin(evening) == []
    await evening.pass_time(hours=1)
    assert len(await asks_to_begin(evening)) == 1


async def test_a_start_that_was_missed_while_the_bot_was_away_is_still_asked_about(evening: Evening) -> None:
    await evening.plan()
    start = (await evening.meetup()).planned_start
    await evening.restart(start - evening.now + timedelta(minutes=7))
    await evening.pass_time(seconds=1)
    assert len(await asks_to_begin(evening)) == 1
