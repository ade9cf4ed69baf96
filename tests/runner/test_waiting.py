"""A channel for which Discord asks a long wait holds up nothing else, and is not asked again before that."""

from datetime import datetime, timedelta

import discord
import pytest

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.evening.retries import Step
from bot.core.evening.slots import Cue
from bot.platform.errands import failing
from bot.platform.scene import Scene
from bot.runner.acts import ACTS
from bot.storage import timelines
from tests.evening import Evening
from tests.refusing import FAILURES, Refusing

LONG = 400.0


async def told(evening: Evening, words: str) -> list[str]:
    return [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if words in text]


async def test_a_long_wait_of_one_table_is_obeyed_and_told_once(evening: Evening) -> None:
    await evening.begin()
    table, calls = await evening.table("Vrije tafel"), []

    def asked(route: discord.http.Route) -> bool:
        is_post = route.method == "POST" and f"/channels/{table.id}/messages" in route.url
        calls.extend([evening.now] if is_post else [])
        return is_post

    refusing = Refusing(evening, lambda: discord.RateLimited(LONG))
    await evening.pass_time(minutes=9, seconds=59)
    refusing.at = asked
    await evening.pass_time(seconds=2)
    assert "## Taal" in (await evening.posts(await evening.table("Taal")))[0]
    assert evening.can_enter(evening.noor, table)
    before = len(calls)
    await evening.pass_time(seconds=LONG - 10)
    assert len(calls) == before
    assert ["**Vrije tafel**" in text for text in await told(evening, "niets plaatsen")] == [True]
    refusing.at = None
    await evening.pass_time(seconds=20)
    assert "## Vrije tafel" in "".join(await evening.posts(table))
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED


async def test_a_channel_that_can_not_be_made_for_long_stops_no_evening(evening: Evening) -> None:
    refusing = Refusing(evening, lambda: discord.RateLimited(LONG))
    made: list[int] = []

    def the_last(route: discord.http.Route) -> bool:
        if route.method == "POST" and route.path == "/guilds/{guild_id}/channels":
            made.append(0)
        return bool(made) and len(made) > 5 and route.path == "/guilds/{guild_id}/channels"

    refusing.at = the_last
    await evening.begin()
    assert ["het kanaal **Vrije tafel** niet maken" in text for text in await told(evening, "⚠️")] == [True]
    await evening.pass_time(minutes=5)
    assert len(made) == 6
    refusing.at = None
    await evening.pass_time(minutes=6)
    assert "## Taal" in (await evening.posts(await evening.table("Taal")))[0]
    assert "## Vrije tafel" in (await evening.posts(await evening.table("Vrije tafel")))[0]
    assert evening.can_enter(evening.noor, await evening.table("Vrije tafel"))


async def test_an_act_that_wants_to_go_on_later_does_so_also_after_what_failed_in_one_channel(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[bool] = []

    async def act(scene: Scene) -> datetime | None:
        done.append(scene.again)
        plenary = scene.venue.one(PlaceKind.PLENARY)
        await scene.run([failing(Step.EDIT, plenary, KeyError("test"))] if len(done) == 1 else [])
        return scene.now + timedelta(minutes=1) if len(done) == 2 else None

    monkeypatch.setitem(ACTS, CueKind.TAKE_BACK, act)
    await evening.begin()
    async with evening.bot.db.transaction() as db:
        await timelines.add_cue(db, evening.meetup_id, Cue(CueKind.TAKE_BACK, 0, evening.now))
    await evening.pass_time(seconds=30)
    assert done == [False, True]
    await evening.restart()
    await evening.pass_time(minutes=5)
    assert done == [False, True, False]


async def test_a_question_that_could_not_be_posted_for_ten_minutes_is_left_out(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    refusing = Refusing(evening, FAILURES["no right"])
    await evening.pass_time(minutes=11)
    refusing.at = lambda route: route.method == "POST" and f"/channels/{table.id}/messages" in route.url
    await evening.pass_time(minutes=12)
    refusing.at = None
    await evening.pass_time(minutes=3)
    assert "Wat kun je morgen anders doen?" not in "".join(await evening.posts(table))
    assert len(await told(evening, "niets plaatsen")) == 1


@pytest.mark.parametrize("name", ["no right", "stumbles", "asks to wait"])
async def test_a_panel_that_stands_still_for_a_minute_is_told_and_again_when_it_works(
    evening: Evening, name: str
) -> None:
    await evening.begin()
    refusing = Refusing(evening, FAILURES[name])
    refusing.at = lambda route: route.method == "PATCH" and "/messages/" in route.path
    for _word in range(9):  # which wakes the panel each time
        await evening.noor.send(await evening.plenary, f"#morgen bel ik ouder {_word}")
        await evening.pass_time(seconds=20)
    assert len(await told(evening, "niet bijwerken")) == 1
    refusing.at = None
    await evening.pass_time(minutes=2)
    assert len(await told(evening, "paneel werkt weer")) == 1
