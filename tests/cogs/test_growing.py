"""A list in the plenary that grows: who takes on what, on behalf of whom, by when, and under which need."""

from pathlib import Path

import pytest
import simcord

from bot.content.library import Library
from bot.platform.text import speaking
from bot.storage import contributions, parents
from tests.contributing import stored
from tests.evening import Evening
from tests.planning import begin_asking, fill_in

BRIDGE = "elke school krijgt een brugleerkracht"
say = speaking("nl")
GROWING = ("vraagt:", "toon: {van: deze, soort: [toezegging], groeit: ja, aantal: 20}\n    vraagt:")


@pytest.fixture
async def listing(evening: Evening, tmp_path: Path) -> Evening:
    """An evening in a harvest block that asks for needs and commitments, and lists the commitments."""
    await begin_asking(evening, tmp_path, "nodig", "toezegging", instead=GROWING)
    return evening


async def the_list(evening: Evening) -> list[str]:
    """The messages of the list, half a minute on."""
    await evening.pass_time(seconds=30)
    return [post for post in await evening.posts(await evening.plenary) if "📜" in post or post.startswith("- **")]


async def commit(evening: Evening, who: simcord.MemberActor, chooses: str = "", **filled: str) -> None:
    """Have somebody make a commitment, and press who may read their words here, if they choose that."""
    result = await fill_in(evening, who, "toezegging", **filled)
    if chooses:
        assert result.response is not None
        await who.click(result.response, label=chooses)


async def test_it_begins_empty_and_each_commitment_comes_in_one_message(listing: Evening) -> None:
    (post,) = await the_list(listing)
    assert "Hier staat nog niets" in post
    await commit(listing, listing.noor, tekst=BRIDGE, organisation="Gemeente Lelystad", due="1 maart 2027")
    (post,) = await the_list(listing)
    assert "niets" not in post
    assert f"- **Gemeente Lelystad**: {BRIDGE} · Wanneer klaar: <t:" in post
    assert "Noor" not in post  # she has not chosen that yet
    await commit(listing, listing.sem, tekst="ik bel de minister")
    (post,) = await the_list(listing)
    assert BRIDGE in post
    assert "- ik bel de minister · Nog open: wanneer het klaar is" in post


async def test_a_name_stands_there_once_its_author_chose_so_and_nothing_where_they_keep_it_back(
    listing: Evening,
) -> None:
    await commit(listing, listing.noor, "Met mijn naam", tekst=BRIDGE, name="Noor de Wit")
    await commit(listing, listing.sem, "Liever niet", tekst="ik bel de minister")
    (post,) = await the_list(listing)
    assert "**Noor de Wit**: " in post
    assert "minister" not in post


async def test_what_was_written_down_on_stage_stands_there_as_not_confirmed_until_it_is(listing: Evening) -> None:
    shown = await listing.moderator.slash(await listing.plenary, "toezegging", wie=listing.noor)
    await listing.moderator.submit_modal(shown, {"tekst": BRIDGE, "organisation": "Gemeente Lelystad"})
    (post,) = await the_list(listing)
    assert "Opgetekend, nog niet bevestigd" in post
    asked = listing.last_panel(await listing.plenary, "toezegging:klopt:")
    await listing.noor.click(asked, label="Dit klopt")
    (post,) = await the_list(listing)
    assert "Opgetekend" not in post
    assert BRIDGE in post


async def test_what_somebody_says_is_not_theirs_leaves_the_list(listing: Evening) -> None:
    shown = await listing.moderator.slash(await listing.plenary, "toezegging", wie=listing.noor)
    await listing.moderator.submit_modal(shown, {"tekst": BRIDGE})
    assert BRIDGE in (await the_list(listing))[0]
    asked = listing.last_panel(await listing.plenary, "toezegging:klopt:")
    await listing.noor.click(asked, label="Dit klopt niet")
    (post,) = await the_list(listing)
    assert BRIDGE not in post


async def test_commitments_under_one_need_stand_together(listing: Evening) -> None:
    mila = listing.person("Mila")
    needed = await fill_in(listing, listing.noor, "nodig", tekst="tijd voor gesprekken met ouders")
    assert needed.response is not None
    await listing.noor.click(needed.response, label="Zonder naam")
    (need,) = await stored(listing)
    for who, words in ((listing.sem, "ik regel een uur"), (mila, "ik neem lessen over"), (mila, "ik betaal het")):
        await commit(listing, who, tekst=words)
    async with listing.bot.db.transaction() as db:
        for item in await stored(listing):
            if item.text.raw in ("ik regel een uur", "ik betaal het"):
                await parents.put_under(db, item.id, need.id)
    await commit(listing, mila, tekst="ik schrijf een brief")
    (post,) = await the_list(listing)
    lines = [line for line in post.splitlines() if line.startswith(("-# ↳", "- "))]
    assert lines[0] == "-# ↳ Voor: tijd voor gesprekken met ouders"
    assert [line.split(" · ")[0] for line in lines[1:]] == [
        "- ik regel een uur", "- ik betaal het", "- ik neem lessen over", "- ik schrijf een brief",
    ]  # fmt: skip


async def test_a_long_list_goes_on_in_another_message_and_a_restart_posts_nothing_twice(listing: Evening) -> None:
    for n in range(14):
        await commit(listing, listing.noor, tekst=f"**{n}** " + "@everyone ~~ _ " * 20, organisation="*x*" * 60)
    first, *more = await the_list(listing)
    assert more
    assert all(len(post) <= 2000 for post in (first, *more))
    assert "@everyone" not in first.replace("@\u200beveryone", "")
    await listing.restart()
    assert len(await the_list(listing)) == 1 + len(more)
    for item in (await stored(listing))[1:]:
        async with listing.bot.db.transaction() as db:
            await contributions.withdraw(db, item.id)
    await commit(listing, listing.sem, tekst="ik bel de minister")
    assert len(await the_list(listing)) == 1


def test_only_a_list_of_this_meetup_grows(tmp_path: Path) -> None:
    path = tmp_path / "groeit.yaml"
    block = "{titel: X, soort: plenair, duur: 5 min, toon: {van: vorige, groeit: ja}}"
    path.write_text(f"titel: Groeit\nsoort: slot\nblokken:\n  - {block}\n", "utf-8")
    (mistake,) = Library().check(path)
    assert "Alleen een lijst van deze meetup groeit" in say(mistake.sentence)
