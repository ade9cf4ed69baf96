"""`/oogst export`: the files come to the moderators' channel, or to whoever asked where that does not take them."""

import asyncio

import pytest

from bot.core.evening.places import PlaceKind
from bot.features.delivery import harvest_files
from tests.at_wall import agree, items
from tests.evening import Evening, answer
from tests.keeping import attached
from tests.refusing import FAILURES, Refusing


@pytest.mark.parametrize("name", [name for name in FAILURES if name != "a bug"])
async def test_who_exports_gets_the_files_where_the_channel_refuses_them(evening: Evening, name: str) -> None:
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik Roos")
    moderators = await evening.place(PlaceKind.MODERATORS)
    refusing = Refusing(evening, FAILURES[name])
    refusing.at = lambda route: route.method == "POST" and f"/channels/{moderators.id}/messages" in route.url
    result = await evening.moderator.slash(moderators, "oogst export")
    assert "voor jou alleen" in answer(result)
    messages = [message for message in (result.response, *result.followups) if message is not None]
    files = [file.filename for message in messages for file in message.attachments]
    assert sorted(files) == ["oogst.csv", "oogst.json", "oogst.md", "oogst.xlsx"]
    assert await attached(evening) == []
    refusing.at = None
    assert "voor jou alleen" not in await evening.command("oogst export")
    assert len(await attached(evening)) == 4


@pytest.mark.printing
async def test_what_is_for_paper_comes_along_and_is_told_what_it_is_for(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik Roos")
    await evening.command("oogst export")
    await agree(evening, *await items(evening))
    await evening.command("oogst export")
    *_earlier, first, second = (await evening.place(PlaceKind.MODERATORS)).history()
    assert "de pdf is een verslag om te lezen en te printen" in first.content
    assert "poster" not in first.content
    assert "je kunt hem ophangen" in second.content
    assert (await attached(evening))[-7:] == [
        *(f"oogst.{format}" for format in ("json", "csv", "xlsx", "md", "pdf")),
        *("poster.pdf", "poster.png"),
    ]


async def test_harvests_of_evenings_that_end_together_are_made_one_after_the_other(evening: Evening) -> None:
    await evening.begin_harvest()
    meetup = await evening.meetup()
    async with evening.bot.turns["harvests"]:  # as while that of another meetup is written
        waiting = asyncio.create_task(harvest_files(evening.bot, meetup))
        await evening.env.settle()
        assert not waiting.done()
    _text, paths = await waiting
    assert len(paths) == 4
