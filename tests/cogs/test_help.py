"""A table asks for help: one card, one alarm, one moderator who goes."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import discord
import pytest
import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import CueState
from bot.storage import calls, personal, servers
from tests.at_tables import at, forged, press, see_to
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def cards(evening: Evening) -> list[str]:
    """The calls as they stand in the moderators' channel now."""
    posts = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    return [text for text in posts if "vraagt hulp.**" in text]


async def alarms(evening: Evening) -> list[str]:
    """The messages to all moderators."""
    posts = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    return [text for text in posts if "wacht op hulp" in text]


def second_moderator(evening: Evening) -> simcord.MemberActor:
    """Ada, who may command too."""
    role = evening.guild.create_role("Begeleiding", permissions=discord.Permissions(manage_events=True))
    return evening.person("Ada", roles=[role])


async def test_a_call_from_the_press_to_the_end(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    assert "Ik heb het doorgegeven" in await press(evening, evening.noor, "Taal", "hulp")
    (card,) = await cards(evening)
    assert f"<#{table.id}>" in card
    assert f"<@{evening.noor.id}>" in card
    assert f"<t:{int(evening.now.timestamp())}:R>" in card
    assert "al om hulp gevraagd" in await press(evening, evening.sem, "Taal", "hulp")
    assert len(await cards(evening)) == 1

    claimed = await see_to(evening, evening.moderator, "ga")
    assert f"Jij gaat naar <#{table.id}>" in claimed
    (card,) = await cards(evening)
    assert f"<@{evening.moderator.id}> gaat erheen" in card
    assert "🏃 Er is een moderator onderweg naar jullie tafel." in (await evening.posts(table))[-1]
    answered = await press(evening, evening.sem, "Taal", "hulp")
    assert f"<@{evening.moderator.id}> is al onderweg" in answered
    assert "Dank je wel" in await see_to(evening, evening.moderator, "klaar")
    (card,) = await cards(evening)
    assert f"Klaar. <@{evening.moderator.id}> is er geweest." in card
    assert "onderweg" not in (await evening.posts(table))[-1]
    await evening.pass_time(minutes=5)
    assert await alarms(evening) == []
    assert "Ik heb het doorgegeven" in await press(evening, evening.sem, "Taal", "hulp")
    assert len(await cards(evening)) == 2


async def test_the_way_to_the_table_is_one_tap(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await press(evening, evening.noor, "Taal", "hulp")
    moderators = await evening.place(PlaceKind.MODERATORS)
    clicked = await evening.moderator.click(evening.last_panel(moderators, "hulp:ga"), label="Ik ga")
    assert clicked.response is not None
    (row,) = clicked.response.components
    assert row["components"][0]["url"] == f"https://discord.com/channels/{evening.guild.id}/{table.id}"


async def test_two_moderators_and_one_call(evening: Evening) -> None:
    ada = second_moderator(evening)
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    card = evening.last_panel(await evening.place(PlaceKind.MODERATORS), "hulp:ga")
    await evening.moderator.click(card, label="Ik ga")
    # The others look at the card as it was a moment ago.
    assert "gaat al" in await forged(evening, ada, "hulp:ga:1")
    assert "Jij gaat al" in await forged(evening, evening.moderator, "hulp:ga:1")
    assert "Dank je wel" in await forged(evening, ada, "hulp:klaar:1")
    told = await forged(evening, evening.moderator, "hulp:klaar:1")
    assert f"<@{ada.id}> is er geweest" in told
    assert f"<@{ada.id}> is er geweest" in await forged(evening, evening.moderator, "hulp:ga:1")


async def test_only_a_moderator_of_now_goes(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    assert "Dit is voor moderatoren" in await forged(evening, evening.sem, "hulp:ga:1")
    evening.env.backend.get_member(evening.guild.id, evening.moderator.id).role_ids.clear()
    assert "Dit is voor moderatoren" in await forged(evening, evening.moderator, "hulp:ga:1")
    assert "Dit is voor moderatoren" in await forged(evening, evening.moderator, "hulp:klaar:1")
    (call,) = (await calls.open_of_meetup(evening.bot.db.read, evening.meetup_id)).values()
    assert call.claimed_at is None


async def test_after_two_minutes_the_role_is_called_once(evening: Evening) -> None:
    role = evening.guild.create_role("Begeleiders")
    async with evening.bot.db.transaction() as db:
        await servers.save(db, servers.Server(evening.guild.id, moderator_role=role.id))
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    await evening.pass_time(minutes=1, seconds=59)
    assert await alarms(evening) == []
    sent = len(evening.env.http_requests)
    await evening.pass_time(seconds=1)
    (alarm,) = await alarms(evening)
    assert alarm.startswith(f"<@&{role.id}> Tafel <#{(await evening.table('Taal')).id}> wacht op hulp")
    (request,) = [r for r in evening.env.http_requests[sent:] if r.method == "POST" and "wacht op hulp" in str(r.json)]
    assert request.json is not None
    assert request.json["allowed_mentions"]["roles"] in ([str(role.id)], [role.id])
    assert not request.json["allowed_mentions"].get("parse")
    await evening.pass_time(minutes=5)
    assert len(await alarms(evening)) == 1
    assert f"<#{(await evening.table('Taal')).id}>" in await see_to(evening, evening.moderator, "ga")  # on that message
    assert await alarms(evening) == []  # who reads back sees that somebody goes
    posts = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert posts[-1] == f"<#{(await evening.table('Taal')).id}> 🏃 <@{evening.moderator.id}> gaat erheen."


async def test_without_a_role_nobody_is_mentioned(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    await evening.pass_time(minutes=2)
    (alarm,) = await alarms(evening)
    assert "@" not in alarm


@pytest.mark.parametrize("button", ["ga", "klaar"])
async def test_who_goes_in_time_spares_the_others(evening: Evening, button: str) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    await evening.pass_time(minutes=1)
    await see_to(evening, evening.moderator, button)
    await evening.pass_time(minutes=5)
    assert await alarms(evening) == []


@pytest.mark.parametrize("away", [timedelta(seconds=10), timedelta(minutes=3)])
async def test_a_restart_loses_no_call_and_calls_nobody_twice(evening: Evening, away: timedelta) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    panel = evening.last_panel(table, "tafel:hulp")
    await evening.noor.click(panel, label="Vraag hulp")  # and the bot stops before it could post the card
    await evening.restart(away)
    assert len(await cards(evening)) == 1
    await evening.pass_time(minutes=3)
    assert len(await alarms(evening)) == 1
    await evening.restart(timedelta(seconds=10))
    await evening.pass_time(minutes=3)
    assert (len(await cards(evening)), len(await alarms(evening))) == (1, 1)
    await see_to(evening, evening.moderator, "ga")
    assert f"<@{evening.moderator.id}> gaat erheen" in (await cards(evening))[0]


async def test_a_crash_between_posting_and_marking_posts_nothing_twice(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    await evening.pass_time(minutes=2)
    before = await evening.everything_posted()
    async with evening.bot.db.transaction() as db:
        await db.run("DELETE FROM posts WHERE cue IN (SELECT id FROM cues WHERE kind = 'help') AND part = 'unclaimed'")
        await db.run("UPDATE cues SET state = 'todo' WHERE kind = 'help'")
    await evening.restart(timedelta(seconds=10))
    after = await evening.everything_posted()
    assert len(await alarms(evening)) == 1
    assert after["room Taal"] == before["room Taal"]


async def test_an_open_call_ends_when_the_tables_close(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=24)
    await press(evening, evening.noor, "Taal", "hulp")
    await evening.pass_time(minutes=5)
    assert await alarms(evening) == []
    (card,) = await cards(evening)
    assert "De tafel is leeg of dicht" in card
    assert await calls.open_of_meetup(evening.bot.db.read, evening.meetup_id) == {}
    assert "intussen leeg of dicht" in await forged(evening, evening.moderator, "hulp:ga:1")
    for button in ("hulp", "klaar", "opnieuw", "nietklaar"):
        assert "De tafels zijn nu dicht" in await forged(evening, evening.noor, await at(evening, "Taal", button))


async def test_a_call_outlives_a_table_that_is_deleted_by_hand(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await press(evening, evening.noor, "Taal", "hulp")
    evening.env.backend.delete_channel(table.id)
    await evening.env.settle()
    await evening.command("meetup status")
    again = await evening.table("Taal")
    assert again.id != table.id
    assert f"<#{again.id}>" in (await cards(evening))[0]  # at once, and not when all are called
    await evening.pass_time(minutes=2)
    assert f"<#{again.id}>" in (await alarms(evening))[0]
    assert f"<#{again.id}>" in (await cards(evening))[0]
    assert f"<#{again.id}>" in await see_to(evening, evening.moderator, "ga")
    assert "onderweg naar jullie tafel" in "".join(await evening.posts(again))


async def test_a_table_that_is_made_again_still_knows_who_comes(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await press(evening, evening.noor, "Taal", "hulp")
    await see_to(evening, evening.moderator, "ga")
    evening.env.backend.delete_channel(table.id)
    await evening.env.settle()
    await evening.command("meetup status")
    again = await evening.table("Taal")
    assert f"<#{again.id}>" in (await cards(evening))[0]
    assert "onderweg naar jullie tafel" in "".join(await evening.posts(again))


async def test_a_table_hears_of_every_call_also_around_a_restart(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    for _time in range(2):
        await press(evening, evening.noor, "Taal", "hulp")
        moderators = await evening.place(PlaceKind.MODERATORS)
        await evening.moderator.click(evening.last_panel(moderators, "hulp:ga"), label="Ik ga")
        await evening.restart(timedelta(minutes=1))  # before the table could hear it
        assert sum("onderweg" in text for text in await evening.posts(table)) == 1
        await see_to(evening, evening.moderator, "klaar")
        await evening.pass_time(minutes=1)
        assert sum("onderweg" in text for text in await evening.posts(table)) == 0


async def test_a_pause_leaves_nobody_without_help(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    await evening.command("meetup pauze")
    await evening.pass_time(minutes=2)
    assert len(await alarms(evening)) == 1
    await see_to(evening, evening.moderator, "ga")
    assert "onderweg" in await press(evening, evening.sem, "Taal", "hulp")
    await evening.command("meetup verder")
    await evening.pass_time(minutes=3)
    assert await alarms(evening) == []


async def test_a_pause_does_not_put_off_the_alarm(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    await evening.command("meetup pauze")
    await evening.pass_time(minutes=1, seconds=30)
    await evening.command("meetup verder")
    await evening.pass_time(seconds=30)
    assert len(await alarms(evening)) == 1


async def test_where_names_are_hidden_not_even_the_number_of_who_asks_is_kept(evening: Evening) -> None:
    path = evening.bot.settings.harvest_dir.parent / "klas.yaml"
    path.write_text(
        "titel: Klas\nsoort: klas\nblokken:\n  - titel: Aan tafel\n    soort: break-out\n    duur: 10 min\n"
        "    ruimtes:\n      - {titel: Taal, vragen: [{na: 0 min, tekst: Wat zag je?}]}\n",
        "utf-8",
    )
    evening.bot.library._extra["klas"] = path
    await evening.plan(programma="klas")
    await evening.command("meetup start")
    await press(evening, evening.noor, "Taal", "hulp")
    (card,) = await cards(evening)
    assert "door iemand" in card
    assert str(evening.noor.id) not in card
    found = await personal.of_person(evening.bot.db.read, evening.noor.id)
    assert found.calls == ()


async def test_help_is_for_who_can_read_the_table_also_without_voice(evening: Evening) -> None:
    """Somebody whose sound does not work is just who needs help."""
    await evening.begin_tables()
    await evening.sem.join_voice(await evening.table("Vrije tafel"))
    assert "Ik heb het doorgegeven" in await press(evening, evening.noor, "Taal", "hulp")
    elsewhere = await evening.table("Vrije tafel")
    told = await forged(evening, evening.sem, await at(evening, "Taal", "hulp"), elsewhere)
    assert "hoort bij een andere tafel" in told


async def test_who_asked_can_see_and_erase_it(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    assert "1 keer dat je hulp vroeg" in answer(await evening.noor.slash(evening.lobby, "mijn gegevens"))
    shown = await evening.noor.slash(evening.lobby, "mijn wissen")
    await evening.noor.click(shown.response, label="Wis alles")  # type: ignore[arg-type]
    await evening.run_due()
    (card,) = await cards(evening)
    assert "iemand" in card
    assert str(evening.noor.id) not in card
    await see_to(evening, evening.moderator, "ga")
    assert str(evening.noor.id) not in (await cards(evening))[0]


async def test_no_cue_is_left_over(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    await evening.pass_time(hours=2)
    helped = [cue for cue in (await evening.timeline()).cues if cue.kind is CueKind.HELP]
    assert [cue.state for cue in helped] == [CueState.IDLE]


async def test_a_call_of_a_table_that_stays_empty_ends_by_itself(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    await evening.noor.join_voice(table)
    await press(evening, evening.noor, "Vrije tafel", "hulp")
    await evening.noor.leave_voice()
    await evening.pass_time(seconds=10)
    await evening.noor.join_voice(table)  # whose connection had dropped
    await evening.pass_time(minutes=1)
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert "Wie gaat erheen?" in "".join(await evening.posts(moderators))
    await evening.noor.leave_voice()
    await evening.pass_time(minutes=3)
    posts = "".join(await evening.posts(moderators))
    assert "leeg of dicht" in posts
    assert "wacht op hulp" not in posts


async def test_fifty_presses_of_fifty_people_at_once_are_one_call_also_over_a_restart(evening: Evening) -> None:
    await evening.begin_tables()
    table, custom_id = await evening.table("Vrije tafel"), await at(evening, "Vrije tafel", "hulp")
    crowd = [evening.person(f"Mens {number}") for number in range(50)]

    async def press_at_once(people: Sequence[simcord.MemberActor]) -> list[str]:
        knocks = await asyncio.gather(*(Visitor(evening, who, table).press(custom_id) for who in people))
        return [knock.heard for knock in knocks]

    told = await press_at_once(crowd)
    assert sum("Ik heb het doorgegeven" in text for text in told) == 1
    assert all(told)
    await evening.run_due()
    assert len(await cards(evening)) == 1
    await evening.restart()
    assert not any("Ik heb het doorgegeven" in text for text in await press_at_once(crowd[:10]))
    await evening.pass_time(seconds=10)
    assert len(await cards(evening)) == 1
    assert len(await evening.bot.db.read.all("SELECT id FROM calls")) == 1
    evening.env.errors.clear()  # the refusals
