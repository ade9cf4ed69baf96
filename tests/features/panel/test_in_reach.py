"""The moderators' panel in reach: pinned, moved down once it has scrolled away, and never more than one screen."""

from math import ceil

import discord
import pytest

from bot.core.evening.places import PlaceKind
from bot.core.people.hands import Hand
from bot.core.words.typed import Typed
from bot.platform.standing import SCROLLED
from bot.storage import hands, posts
from tests import at_seats
from tests.evening import Evening, shown
from tests.refusing import FAILURES, Refusing

WIDTH, SCREEN = 80, 34  # characters of a line, and lines of a laptop's screen that Discord's messages get


async def chat(evening: Evening, lines: int) -> None:
    moderators = await evening.place(PlaceKind.MODERATORS)
    for number in range(lines):
        await evening.moderator.send(moderators, f"regel {number}")
    await evening.pass_time(seconds=3)


def pins(evening: Evening, channel: int) -> list[int]:
    return [message.id for message in evening.env.backend.messages[channel].values() if message.pinned]


async def test_it_comes_down_once_it_has_scrolled_away_and_stands_once(evening: Evening) -> None:
    await evening.begin()
    first = await evening.panel_message()
    await chat(evening, SCROLLED - 2)  # and "meetup start" was answered
    assert (await evening.panel_message()).id == first.id
    await chat(evening, SCROLLED)
    second = await evening.panel_message()
    assert second.id > first.id
    assert "Nu 1/5" in shown(second)
    known = await posts.in_channel(evening.bot.db.read, second.channel.id)
    assert first.id not in known
    assert second.id in known
    await evening.pass_time(minutes=10)
    assert (await evening.panel_message()).id == second.id


async def test_private_answers_count_too(evening: Evening) -> None:
    await evening.begin()
    first = await evening.panel_message()
    for _time in range(SCROLLED):
        await evening.command("meetup status")
    await evening.pass_time(seconds=3)
    assert (await evening.panel_message()).id > first.id


async def test_what_is_said_elsewhere_does_not_count(evening: Evening) -> None:
    await evening.begin()
    first = await evening.panel_message()
    for number in range(3 * SCROLLED):
        await evening.noor.send(await evening.plenary, f"regel {number}")
    await evening.pass_time(minutes=1)
    assert (await evening.panel_message()).id == first.id


async def test_after_a_restart_what_stands_under_it_counts(evening: Evening) -> None:
    await evening.begin()
    first = await evening.panel_message()
    moderators = await evening.place(PlaceKind.MODERATORS)
    for number in range(SCROLLED):
        await evening.moderator.send(moderators, f"regel {number}")
    await evening.restart()
    await evening.bot.runner.there_again(first=True)
    await evening.pass_time(seconds=3)
    assert (await evening.panel_message()).id > first.id


async def test_it_is_pinned_and_discords_notice_of_it_goes(evening: Evening) -> None:
    await evening.plan()
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert pins(evening, moderators.id) == [(await evening.panel_message()).id]
    await chat(evening, SCROLLED)
    assert pins(evening, moderators.id) == [(await evening.panel_message()).id]
    await evening.env.settle()
    assert discord.MessageType.pins_add not in {message.type for message in moderators.history()}


@pytest.mark.parametrize("failure", ["no right", "asks to wait", "time-out", "a bug"])
async def test_where_pinning_is_refused_it_still_comes_down(evening: Evening, failure: str) -> None:
    Refusing(evening, FAILURES[failure]).at = lambda route: "/pins/" in route.path
    await evening.plan()
    first = await evening.panel_message()
    await chat(evening, SCROLLED)
    assert (await evening.panel_message()).id > first.id
    assert pins(evening, first.channel.id) == []


async def test_after_the_end_it_stays_where_it_is(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=100)
    last = await evening.panel_message()
    await chat(evening, 2 * SCROLLED)
    assert (await evening.panel_message()).id == last.id


async def test_it_tells_how_many_of_those_who_are_there_wrote_something_for_tomorrow(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.sem.join_voice(await evening.table("Taal"))
    await evening.noor.send(await evening.plenary, "#morgen bel ik de ouders")
    await evening.noor.send(await evening.plenary, "#morgen vraag ik het de klas")
    await evening.noor.send(await evening.plenary, "#nodig een uur tijd")
    await evening.pass_time(seconds=16)
    assert "1 van de 2 mensen schreef iets voor morgen" in shown(await evening.panel_message())


async def test_what_waits_for_a_decision_stands_last_with_a_link(evening: Evening) -> None:
    await at_seats.begin_round(evening, 6)
    await evening.command("ruimtes verdeel", hoe="gelijk")
    await evening.pass_time(seconds=20)
    text = shown(await evening.panel_message())
    asked = text.index("Wie zit waar bij **Ronde 1**? [Kijk en beslis](https://discord.com/channels/")
    assert text.index("schreven iets voor morgen") < text.index("Om te beslissen") < asked
    moderators = await evening.place(PlaceKind.MODERATORS)
    preview = evening.last_panel(moderators, "verdeling:bevestig")
    assert f"{moderators.id}/{preview.id})" in text
    await evening.moderator.click(preview, label="Bevestigen")
    await evening.pass_time(seconds=20)
    assert "Om te beslissen" not in shown(await evening.panel_message())


async def test_forty_seven_tables_fit_on_the_screen_of_a_laptop(evening: Evening) -> None:
    tables = "\n".join(f"      - titel: Thematafel {n:02}" for n in range(47))
    path = evening.bot.settings.harvest_dir.parent / "veel.yaml"
    path.write_text(
        "titel: Veel\nsoort: meetup\nblokken:\n  - titel: Aan tafel\n    soort: break-out\n    duur: 10 min\n"
        f"    ruimtes:\n{tables}\n  - titel: Slot\n    soort: plenair\n    duur: 5 min\n",
        "utf-8",
    )
    evening.bot.library._extra["veel"] = path
    await evening.plan(programma="veel")
    await evening.command("meetup start")
    await evening.command("meetup spreken", wie="quiet")
    for person in (evening.noor, evening.sem):
        await person.join_voice(await evening.place(PlaceKind.VOICE))
    async with evening.bot.db.transaction() as db:
        await hands.put_up(db, evening.meetup_id, Hand(evening.noor.id, Typed("taal " * 20), evening.now))
    await evening.pass_time(seconds=20)
    panel = await evening.panel_message()
    text = [line for line in shown(panel).split("\n") if not line.startswith("[")]
    view = discord.ui.LayoutView.from_message(panel, timeout=None)
    rows = sum(isinstance(item, discord.ui.ActionRow) for item in view.walk_children())
    view.stop()
    assert "spreken in de grote zaal" in shown(panel)
    assert "wil iets zeggen" not in shown(panel)  # it waits until they are back
    assert sum(ceil(len(line) / WIDTH) for line in text) + 2 * rows <= SCREEN
