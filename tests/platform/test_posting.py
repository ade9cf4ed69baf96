"""A second try is the same try: what stands on Discord is known by what it is, however its words changed meanwhile."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import CueState
from bot.storage import posts
from bot.storage.database import Transaction
from bot.storage.posts import Post
from tests.evening import Evening


@pytest.fixture
def not_stored(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Posts of these parts stand on Discord, and no row knows it: as if the bot was killed just before."""
    parts: list[str] = []
    real = posts.add

    async def add(db: Transaction, post: Post, *, buttons: bool = False) -> None:
        if post.part in parts:
            raise OSError
        await real(db, post, buttons=buttons)

    monkeypatch.setattr(posts, "add", add)
    yield parts
    assert parts == []


async def test_a_harvest_whose_counts_have_changed_since_stands_once(evening: Evening, not_stored: list[str]) -> None:
    await evening.begin_harvest()
    plenary, moderators = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen")
    not_stored.append("harvest")
    await evening.pass_time(minutes=20)
    assert sum("🌾" in text for text in await evening.posts(moderators)) == 1
    async with evening.bot.db.transaction() as db:
        await db.run("DELETE FROM contributions")  # their number stands in the message
    not_stored.clear()
    await evening.restart(timedelta(minutes=10))
    assert sum("🌾" in text for text in await evening.posts(moderators)) == 1
    (cue,) = [cue for cue in (await evening.timeline()).cues if cue.kind is CueKind.FINISH]
    assert cue.state is CueState.DONE


async def test_a_warning_whose_time_left_has_changed_since_stands_once(evening: Evening, not_stored: list[str]) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    not_stored.append("card 2")
    await evening.pass_time(minutes=20, seconds=1)
    assert sum("⏳ **Nog 5" in text for text in await evening.posts(table)) == 1
    not_stored.clear()
    await evening.restart(timedelta(minutes=2))
    assert sum("⏳" in text for text in await evening.posts(table)) == 1


async def test_the_same_words_of_two_notices_are_two_posts(evening: Evening) -> None:
    """What another cue has posted is never taken for this one, though it has the same words."""
    await evening.begin()
    plenary = await evening.plenary
    await evening.command("meetup pauze")
    await evening.pass_time(seconds=30)
    await evening.command("meetup verder")
    await evening.pass_time(seconds=30)
    evening.env.inject_error("POST", f"/channels/{plenary.id}/messages", status=500)
    await evening.command("meetup pauze")
    await evening.restart(timedelta(seconds=10))
    assert sum("⏸️" in text for text in await evening.posts(plenary)) == 2
