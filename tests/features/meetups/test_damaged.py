"""A meetup whose row can't be read: it harms no other, moderators hear of it and put it away."""

import asyncio
import logging
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.storage import contributions, meetups
from tests.evening import Evening, answer


async def damage(evening: Evening, id: int, **values: object) -> None:
    """Change columns of a meetup's row, as a fault or another version of the bot might."""
    async with evening.bot.db.transaction() as db:
        for name, value in values.items():
            await db.run(f"UPDATE meetups SET {name} = :value WHERE id = :id", value=value, id=id)


async def two_meetups(evening: Evening) -> tuple[int, int]:
    """A first meetup, which is to be damaged, and a second one that must not suffer from it."""
    await evening.plan(titel="Kapotte avond")
    first = evening.meetup_id
    await evening.plan(titel="Hele avond")
    return first, evening.meetup_id


@pytest.mark.parametrize(
    "values",
    [
        {"programme": "{"},
        {"programme": "{}"},
        {"programme": "[]"},
        {"state": "nieuw"},
        {"kind": "feest"},
        {"planned_start": 10**18},
        {"ends_by": "straks"},
    ],
)
async def test_one_damaged_row_leaves_the_others_alone(evening: Evening, values: dict[str, object]) -> None:
    first, second = await two_meetups(evening)
    channel = next(p.channel for p in (await evening.venue()).places if p.kind is PlaceKind.MODERATORS)
    await damage(evening, first, **values)
    await evening.restart()
    assert "begonnen" in await evening.command("meetup start")
    meetup = await meetups.get(evening.bot.db.read, second)
    assert meetup is not None
    assert meetup.state is State.LIVE
    assert len(await evening.posts(await evening.plenary)) == 3
    assert channel is not None


async def test_its_moderators_hear_of_it_and_put_it_away(evening: Evening) -> None:
    first, second = await two_meetups(evening)
    evening.meetup_id = first
    moderators = await evening.place(PlaceKind.MODERATORS)
    await damage(evening, first, programme="{")
    await evening.restart()
    assert "Kapotte avond" in (await evening.posts(moderators))[-1]
    assert "/meetup opruim" in answer(await evening.moderator.slash(moderators, "meetup start"))
    asked = await evening.moderator.slash(moderators, "meetup opruim")
    assert "Kapotte avond" in answer(asked)
    assert asked.response is not None
    assert "opgeborgen" in answer(await evening.moderator.click(asked.response, label="Ja, berg op"))
    assert await meetups.get(evening.bot.db.read, first) is None
    assert "niets op te ruimen" in answer(await evening.moderator.click(asked.response, label="Ja, berg op"))
    assert "niets op te ruimen" in answer(await evening.moderator.slash(moderators, "meetup opruim"))
    assert await meetups.get(evening.bot.db.read, second) is not None


async def test_a_check_names_every_damaged_meetup_and_how_it_goes(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await two_meetups(evening)
    await evening.plan(titel="Derde avond")
    for id in (first, second):
        await damage(evening, id, programme="{")
    said = answer(await evening.moderator.slash(evening.lobby, "meetup check"))
    monkeypatch.setenv("DATABASE", str(evening.bot.settings.database))
    monkeypatch.setenv("DISCORD_TOKEN", "")
    beside = await asyncio.to_thread(CliRunner().invoke, app, ["check"])
    for text in (said, beside.output):
        assert "✗" in text
        assert [text.count(name) for name in ("“Kapotte avond”", "“Hele avond”", "“Derde avond”")] == [1, 1, 0]
        assert text.count("/meetup opruim") == 2
    assert beside.exit_code == 2


async def test_a_whole_meetup_can_not_be_put_away(evening: Evening) -> None:
    first, _second = await two_meetups(evening)
    await damage(evening, first, programme="{")
    asked = await evening.moderator.slash(evening.lobby, "meetup opruim")
    programme = (await evening.bot.db.read.all("SELECT programme FROM meetups ORDER BY id DESC"))[0]["programme"]
    await damage(evening, first, programme=programme)
    assert asked.response is not None
    assert "niets op te ruimen" in answer(await evening.moderator.click(asked.response, label="Ja, berg op"))
    assert await meetups.get(evening.bot.db.read, first) is not None


async def test_what_people_said_in_it_stays_theirs(evening: Evening) -> None:
    await evening.begin_harvest()
    first = evening.meetup_id
    await evening.noor.send(await evening.plenary, "#morgen bel ik de ouders")
    await damage(evening, first, programme="{")
    await evening.restart()
    moderators = await evening.place(PlaceKind.MODERATORS)
    for asking in ("vooraf", "daarna"):
        assert "bel ik de ouders" in answer(await evening.noor.slash(evening.lobby, "mijn bijdragen")), asking
        asked = await evening.moderator.slash(moderators, "meetup opruim")
        if asked.response is not None and asking == "vooraf":
            assert "bijdrage" in asked.response.content
            await evening.moderator.click(asked.response, label="Ja, berg op")
    assert len(await contributions.of_meetup(evening.bot.db.read, first)) == 1
    assert "Proefavond" in answer(await evening.noor.slash(evening.lobby, "mijn gegevens"))
    await evening.pass_time(days=400)
    (left,) = await contributions.of_meetup(evening.bot.db.read, first)
    assert left.text == ""


async def test_a_damaged_timeline_holds_up_no_other_meetup(evening: Evening, caplog: pytest.LogCaptureFixture) -> None:
    first, second = await two_meetups(evening)
    for id in (first, second):
        evening.meetup_id = id
        await evening.command("meetup start")
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE cues SET state = 'kapot' WHERE meetup = :id", id=first)
    with caplog.at_level(logging.ERROR):
        await evening.restart()
        for _minute in range(10):  # a meetup that is held stays due, so the time can't go from cue to cue
            await evening.wait_until(evening.now + timedelta(minutes=1))
            await evening.run_due()
    assert any("Aan tafel" in text for text in await evening.posts(await evening.plenary))
    assert f"meetup {first}" in caplog.text


@pytest.mark.parametrize(
    "table, column, value",
    [("cues", "kind", "feest"), ("cues", "due", 10**18), ("slots", "ends", "straks"), ("places", "kind", "balkon")],
)
async def test_a_damaged_agenda_or_channel_is_told_and_put_away_and_the_others_go_on(
    evening: Evening, table: str, column: str, value: object
) -> None:
    first, second = await two_meetups(evening)
    for id in (second, first):
        evening.meetup_id = id
        await evening.command("meetup start")
    moderators = await evening.place(PlaceKind.MODERATORS)
    evening.meetup_id = second
    async with evening.bot.db.transaction() as db:
        await db.run(f"UPDATE {table} SET {column} = :value WHERE meetup = :id", value=value, id=first)
    await evening.restart()
    for _minute in range(12):
        await evening.wait_until(evening.now + timedelta(minutes=1))
        await evening.run_due()
    assert any("Aan tafel" in text for text in await evening.posts(await evening.plenary))
    commanded = answer(await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup check"))
    told = [*await evening.posts(moderators), *commanded.splitlines()]
    assert any(text.startswith("⚠️ Ik kan niet meer lezen hoe “Kapotte avond”") for text in told)
    asked = await evening.moderator.slash(evening.lobby, "meetup opruim")
    assert asked.response is not None
    assert "opgeborgen" in answer(await evening.moderator.click(asked.response, label="Ja, berg op"))


async def test_what_nobody_foresaw_is_told_once(evening: Evening) -> None:
    await evening.begin()
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE cues SET block = 77 WHERE meetup = :id AND kind = 'open'", id=evening.meetup_id)
    for _minute in range(12):
        await evening.wait_until(evening.now + timedelta(minutes=1))
        await evening.run_due()
    told = [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "⚠️" in text]
    assert ["een fout van mij" in text for text in told] == [True]


async def test_export_says_in_a_sentence_that_it_can_not_be_read(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _second = await two_meetups(evening)
    await damage(evening, first, programme="{")
    monkeypatch.setenv("DATABASE", str(evening.bot.settings.database))
    await evening.bot.db.forget_log()
    result = await asyncio.to_thread(CliRunner().invoke, app, ["export", str(first)])
    assert result.exit_code == 2
    assert "Kapotte avond" in result.output
    assert "Traceback" not in result.output
