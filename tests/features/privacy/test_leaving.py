"""A server that the bot left is erased a week later, unless the bot came back."""

from datetime import timedelta

from bot.storage import meetups, servers
from tests.contributing import texts
from tests.evening import Evening
from tests.keeping import a_full_evening, on_disk


async def left_at(evening: Evening) -> int | None:
    row = await evening.bot.db.read.one("SELECT left_at FROM servers WHERE id = :id", id=evening.guild.id)
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
