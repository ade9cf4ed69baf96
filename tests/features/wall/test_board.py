"""The wall follows its authors at once, outlives a crash, and fits in a message."""

from datetime import timedelta

import discord

from bot.core.evening.cues import CueKind
from bot.storage import contributions, timelines, walls
from tests.at_wall import agree, begin_with_three, boards, choose, do, items, open_list, share, wall
from tests.evening import Evening, answer

# ---------------------------------------------------------------------- it follows its author


async def test_it_follows_new_words_another_choice_and_a_withdrawal(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "#morgen bel ik drie ouders")
    other = await evening.sem.send(await evening.plenary, "#morgen bel ik Sems moeder")
    await agree(evening)
    await do(evening, "toon", *[item.id for item in await items(evening)])
    await evening.pass_time(seconds=2)
    await evening.noor.edit(message, "#morgen bel ik vier ouders")
    await evening.run_due()
    assert "vier ouders" in await wall(evening)
    assert "drie ouders" not in await wall(evening)
    await share(evening, evening.noor, "Met mijn naam")
    assert "-# Noor" in await wall(evening)
    await share(evening, evening.noor, "Liever niet")
    assert "ouders" not in await wall(evening)
    assert "Sems moeder" in await wall(evening)
    await evening.sem.delete(other)
    await evening.run_due()
    assert await boards(evening) == []
    await share(evening, evening.noor, "Zonder naam")
    assert await boards(evening) == []  # it waits again
    assert "1 wachten" in (await open_list(evening)).content


async def test_erasing_takes_it_off_also_when_discord_fails_at_that_moment(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    evening.env.inject_error("DELETE", "/channels/*/messages/*", status=503, times=10)
    asked = await evening.noor.slash(await evening.plenary, "mijn wissen")
    assert asked.response is not None
    assert "Gewist" in answer(await evening.noor.click(asked.response, label="Wis alles"))
    await evening.run_due()
    assert await walls.shown(evening.bot.db.read, evening.meetup_id) != {}
    await evening.pass_time(minutes=20)
    assert await boards(evening) == []
    assert await walls.shown(evening.bot.db.read, evening.meetup_id) == {}


async def test_after_the_time_of_keeping_the_wall_is_empty(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    await evening.pass_time(hours=3)
    assert len(await boards(evening)) == 1
    await evening.pass_time(days=366)
    assert await boards(evening) == []
    assert "0 wachten · 0 op de muur" in (await open_list(evening)).content


# ---------------------------------------------------------------------- names hidden


async def test_where_names_are_hidden_new_words_wait_for_the_moderator_again(evening: Evening) -> None:
    await evening.plan()
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    await evening.command("meetup start")
    message = await evening.noor.send(await evening.plenary, "#morgen lees ik voor")
    saved = await evening.sem.slash(await evening.plenary, "morgen", tekst="ga ik koken")
    assert saved.response is not None
    assert "functie" not in answer(saved)
    assert "Met mijn naam" not in str(saved.response.components)
    await evening.sem.click(saved.response, label="Zonder naam")
    await agree(evening)
    await do(evening, "toon", *[item.id for item in await items(evening)])
    assert "Sem" not in await wall(evening)
    await evening.pass_time(seconds=2)
    await evening.noor.edit(message, "#morgen zeg ik iets lelijks over Sem")
    await evening.run_due()
    assert "lelijks" not in await wall(evening)
    assert "lees ik voor" not in await wall(evening)
    assert "1 wachten · 1 op de muur" in (await open_list(evening)).content


# ---------------------------------------------------------------------- by hand, and after a crash


async def test_a_message_of_the_wall_that_is_deleted_by_hand_waits_again(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    (board,) = await boards(evening)
    channel = evening.bot.get_channel(board.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(board.id).delete()
    await evening.env.settle()
    await evening.pass_time(minutes=1)
    assert await boards(evening) == []
    assert "1 wachten · 0 op de muur" in (await open_list(evening)).content
    await do(evening, "toon", one)
    assert "drie ouders" in await wall(evening)


async def test_a_plenary_that_is_deleted_by_hand_gets_its_wall_back(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await share(evening, evening.noor, "Met mijn naam", 2)
    await do(evening, "toon", one)
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await evening.env.settle()
    await evening.pass_time(seconds=10)
    (board,) = await boards(evening)
    assert "Morgen bel ik drie ouders" in board.content


async def test_a_board_that_was_posted_right_before_a_crash_is_known_again(evening: Evening) -> None:
    one, two, _three = await begin_with_three(evening)
    await share(evening, evening.noor, "Zonder naam")
    await do(evening, "toon", one)
    await do(evening, "toon", two)
    assert len(await boards(evening)) == 2
    async with evening.bot.db.transaction() as db:  # as if killed before any of this was kept
        await db.run("DELETE FROM posts WHERE part LIKE 'board%'")
        await db.run("UPDATE boards SET shown = ''")
        await contributions.withdraw(db, two)
        await timelines.wake(db, evening.meetup_id, CueKind.WALL, evening.now)
    await evening.restart(timedelta(minutes=10))
    await evening.pass_time(seconds=20)
    (board,) = await boards(evening)
    assert "drie ouders" in board.content
    await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    await share(evening, evening.noor, "Met mijn naam")
    assert "-# Noor" in await wall(evening)


async def test_from_the_wall_one_comes_to_ones_own_words(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    (board,) = await boards(evening)
    assert "samen koken" in answer(await evening.noor.click(board, label="Mijn bijdragen"))
    assert "samen koken" not in answer(await evening.sem.click(board, label="Mijn bijdragen"))


async def test_the_longest_words_and_names_fit_on_the_wall_and_in_the_list(evening: Evening) -> None:
    await evening.begin_harvest()
    starry = evening.person("*" * 32)
    for number in range(12):
        await starry.send(await evening.plenary, f"#morgen {number} " + "*_" * 950)
    await share(evening, starry, "Met mijn naam")
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE contributions SET wall = 'naam'")
    numbers = [item.id for item in await items(evening)]
    message = await open_list(evening)
    assert len(message.content) <= 2000
    await choose(evening, message, "toon", *numbers[2:])
    assert len((await open_list(evening, "getoond")).content) <= 2000
    await do(evening, "toon", numbers[0])
    await evening.pass_time(seconds=10)
    shown = await boards(evening)
    assert [board.content.count("#morgen") for board in shown] == [6, 4, 1]
    assert all(len(board.content) <= 2000 for board in shown)


async def test_hostile_words_are_harmless_on_the_wall_and_in_the_list(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(
        await evening.plenary, "#morgen @everyone **vet** [klik](https://x.nl) <@123456789012345678>\n# kop"
    )
    (item,) = await items(evening)
    await agree(evening)
    for text in ((await open_list(evening)).content, await do(evening, "toon", item.id), await wall(evening)):
        assert "@everyone" not in text.replace("@\u200beveryone", "")
        assert "<@123456789012345678>" not in text
        assert "[klik](" not in text
        assert "\n# kop" not in text
    (board,) = await boards(evening)
    assert not board.mention_everyone
    assert not board.mentions
