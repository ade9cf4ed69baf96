"""What Discord refuses on one board of the wall stops no other board, and comes later."""

import discord

from bot.core.evening.places import PlaceKind
from bot.core.people.sharing import Sharing
from tests.at_wall import agree, boards, do, items, share, wall
from tests.evening import Evening
from tests.refusing import FAILURES, Refusing


async def nine_boards(evening: Evening) -> list[discord.Message]:
    """Noor said nine things, each on a board of its own, without her name."""
    await evening.begin_harvest()
    for number in range(9):
        await evening.noor.slash(await evening.plenary, "morgen", tekst=f"doe ik ding {number}")
    await agree(evening)
    for item in await items(evening):
        await do(evening, "toon", item.id)
    await evening.pass_time(seconds=30)
    found = await boards(evening)
    assert len(found) == 9
    return found


async def told(evening: Evening) -> list[str]:
    return [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "niet bijwerken" in text]


def named(found: list[discord.Message]) -> list[bool]:
    return ["Noor" in board.content for board in found]


async def change_all(evening: Evening) -> None:
    """Noor has her name shown with everything."""
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE contributions SET wall = :choice", choice=Sharing.NAMED)
    await share(evening, evening.noor, "Met mijn naam")


async def test_boards_that_are_refused_hold_up_no_other_and_come_later(evening: Evening) -> None:
    refused = {board.id for board in (await nine_boards(evening))[:5]}
    refusing = Refusing(evening, FAILURES["no right"])
    refusing.at = lambda route: route.method == "PATCH" and any(str(id) in route.url for id in refused)
    await change_all(evening)
    await evening.pass_time(seconds=30)
    assert named(await boards(evening)) == [False] * 5 + [True] * 4
    assert len(await told(evening)) == 1
    await evening.restart()
    refusing = Refusing(evening, FAILURES["no right"])
    refusing.at = lambda route: route.method == "PATCH" and any(str(id) in route.url for id in refused)
    await evening.pass_time(minutes=5)
    assert len(await told(evening)) == 1
    refusing.at = None
    await evening.pass_time(minutes=2)
    assert named(await boards(evening)) == [True] * 9


async def test_no_more_than_four_are_done_at_once_and_all_in_the_end(evening: Evening) -> None:
    await nine_boards(evening)
    await change_all(evening)
    assert sum(named(await boards(evening))) == 4
    await evening.restart()
    await evening.pass_time(seconds=5)
    assert sum(named(await boards(evening))) >= 8
    await evening.pass_time(seconds=5)
    assert named(await boards(evening)) == [True] * 9
    assert await told(evening) == []


async def test_what_its_author_keeps_back_goes_also_where_another_board_is_refused(evening: Evening) -> None:
    first, *_others = await nine_boards(evening)
    refusing = Refusing(evening, FAILURES["stumbles"])
    refusing.at = lambda route: route.method == "DELETE" and str(first.id) in route.url
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE contributions SET wall = :choice", choice=Sharing.NOT)
    await share(evening, evening.noor, "Liever niet")
    await evening.pass_time(seconds=12)
    assert [board.id for board in await boards(evening)] == [first.id]
    refusing.at = None
    await evening.pass_time(minutes=2)
    assert await boards(evening) == []
    assert await wall(evening) == ""
