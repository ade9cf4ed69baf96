"""The wall and its list fit in a message, and show only what a moderator saw, whatever people type or are called."""

import discord

from tests.at_wall import agree, boards, do, items, open_list
from tests.evening import Evening, answer

LONGEST_NAME = "*" * 32


async def test_six_of_the_longest_stand_on_one_board(evening: Evening) -> None:
    await evening.begin_harvest()
    nasty = evening.person(LONGEST_NAME)
    first = await nasty.slash(await evening.plenary, "morgen", tekst="a" * 400)
    assert first.response is not None
    await nasty.click(first.response, label="Met mijn naam")
    for number in range(5):
        await nasty.slash(await evening.plenary, "morgen", tekst=f"{number}" + "*" * 400)
    await evening.moderator.click(await open_list(evening), label="Laat alle 6 zien")
    await evening.run_due()
    (board,) = await boards(evening)
    guests = [evening.person(f"Gast {number}") for number in range(10)]
    for item in await items(evening):
        for guest in guests:
            await guest.click(board, custom_id=f"meedoen:{item.id}")
    await evening.pass_time(seconds=10)
    (board,) = await boards(evening)
    assert board.content.count("10 mensen doen mee") == 6


async def test_the_list_can_be_turned_however_long_its_words_and_names(evening: Evening) -> None:
    await evening.begin_harvest()
    nasty = evening.person(LONGEST_NAME)
    first = await nasty.slash(await evening.plenary, "morgen", tekst="x" + "*" * 400)
    assert first.response is not None
    await nasty.click(first.response, label="Met mijn naam")
    for number in range(12):
        await nasty.slash(await evening.plenary, "morgen", tekst=f"{number}" + "*|" * 200)
    turned = answer(await evening.moderator.click(await open_list(evening), label="Oudste eerst"))
    assert "**10.**" in turned
    assert len(turned) <= 2000


async def test_many_lines_are_one_on_the_wall(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "#morgen " + "regel " * 90)
    await agree(evening)
    await do(evening, "toon", (await items(evening))[0].id)
    await evening.pass_time(seconds=2)
    await evening.noor.edit(message, "#morgen " + "regel\n\n" * 100)
    await evening.run_due()
    (board,) = await boards(evening)
    assert "Morgen regel regel regel" in board.content
    assert board.content.count("\n") == 1


async def test_an_author_reads_that_it_stands_there_also_when_the_plenary_was_made_again(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen lees ik voor")
    await agree(evening)
    await do(evening, "toon", (await items(evening))[0].id)
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await evening.env.settle()
    await evening.pass_time(seconds=10)
    assert len(await boards(evening)) == 1
    assert "anderen mogen het lezen, zonder je naam" in answer(
        await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    )


async def test_the_second_who_shows_all_of_it_hears_who_was_first(evening: Evening) -> None:
    await evening.begin_harvest()
    for number in range(2):
        await evening.noor.send(await evening.plenary, f"#morgen doe ik ding {number}")
    await agree(evening)
    role = evening.guild.create_role("Ook moderator", permissions=discord.Permissions(manage_events=True))
    other = evening.person("Co", roles=[role])
    mine, theirs = await open_list(evening), await open_list(evening, who=other)
    await evening.moderator.click(mine, label="Laat alle 2 zien")
    said = answer(await other.click(theirs, label="Laat alle 2 zien"))
    assert "Moderator heeft dit al laten zien. Er is nu niets veranderd." in said
    await evening.run_due()
    assert len(await boards(evening)) == 1
