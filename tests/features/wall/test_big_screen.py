"""The wall for a big screen: what stands on it, who finds it, and what becomes of it when words go."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.content.texts import say
from bot.core.evening.meetup import Meetup
from bot.core.words.text import Refusal
from bot.features.wall import big_screen, screen
from bot.features.wall.big_screen import BigScreen
from bot.features.wall.screen import Card
from bot.harvest.page.templates import template
from bot.platform.app import App
from bot.storage import meetups
from bot.storage.database import Queries
from tests import browser
from tests.at_wall import begin_with_three, do, hide, share
from tests.browser import needs_axe, needs_chromium
from tests.evening import Evening, answer

SECRET = b"van de bot alleen"


@dataclass
class Viewer:
    """Somebody with the address of the wall of this evening."""

    evening: Evening
    session: aiohttp.ClientSession

    async def address(self) -> str:
        assert self.evening.bot.screens is not None
        return self.evening.bot.screens.address(await self.evening.meetup())

    async def sees(self) -> str:
        """What the page asks for, every time anew."""
        async with self.session.get(f"{await self.address()}/nu") as got:
            assert got.status == 200
            return await got.text()

    async def status(self, address: str, **headers: str) -> int:
        async with self.session.get(address, headers=headers) as got:
            return got.status


@pytest.fixture
async def viewer(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Viewer]:
    """A wall that is looked up at every request, and somebody who looks."""
    monkeypatch.setattr(big_screen, "FRESH", 0)
    served = BigScreen(evening.bot.db, "127.0.0.1", 0, "", SECRET)
    async with served.serving(), aiohttp.ClientSession() as session:
        served.of(evening.bot)
        yield Viewer(evening, session)


async def test_it_shows_what_stands_on_the_wall_and_goes_with_it(evening: Evening, viewer: Viewer) -> None:
    one, two, _three = await begin_with_three(evening)
    assert "Wat je opschrijft en iedereen laat lezen, komt hier." in await viewer.sees()
    await do(evening, "toon", one)
    shown = await viewer.sees()
    assert "Morgen bel ik drie ouders" in shown
    assert "Noor" not in shown  # she chose to be read without a name
    assert "samen koken" not in shown
    assert "1 van de 2 mensen schreef iets voor morgen." in shown
    await share(evening, evening.noor, "Met mijn naam", 2)
    assert "Noor" in await viewer.sees()
    await hide(evening, one)
    assert "drie ouders" not in await viewer.sees()
    assert two


async def test_who_takes_their_words_back_takes_them_off_the_screen(evening: Evening, viewer: Viewer) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    assert "drie ouders" in await viewer.sees()
    await share(evening, evening.noor, "Liever niet", 2)
    assert "drie ouders" not in await viewer.sees()


async def test_only_the_whole_address_opens_it_and_nothing_can_be_done_there(evening: Evening, viewer: Viewer) -> None:
    await begin_with_three(evening)
    address = await viewer.address()
    before, _slash, key = address.rpartition("/")
    assert len(key) == 24
    assert await viewer.status(address) == 200
    for wrong in (before, f"{before}/", f"{before}/{key[:-1]}", f"{before}/{key}x", f"{before}/é", f"{address}/..%2f"):
        assert await viewer.status(wrong) == 404
    assert await viewer.status(address.replace(f"/{evening.meetup_id}/", "/99/")) == 404
    assert await viewer.status(address.replace(f"/{evening.meetup_id}/", f"/{'9' * 18}/")) == 404
    async with viewer.session.post(address) as got:
        assert got.status == 405
    async with viewer.session.get(address) as got:
        assert got.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert got.headers["Cache-Control"] == "no-store"
        assert got.headers["X-Robots-Tag"] == "noindex"
        assert "http" not in (await got.text()).split("</style>")[1].split("<script>")[0]


async def test_the_address_is_the_same_after_a_restart_and_another_for_every_bot(
    evening: Evening, viewer: Viewer
) -> None:
    await begin_with_three(evening)
    meetup, first = await evening.meetup(), await viewer.address()
    for secret, same in ((SECRET, True), (b"van een andere bot", False)):
        again = BigScreen(evening.bot.db, "127.0.0.1", 0, "https://muur.school", secret)
        async with again.serving() as base:
            assert base == "https://muur.school"
            again.of(evening.bot)
            assert evening.bot.screens is not None
            assert (evening.bot.screens.address(meetup).split("/muur/")[1] == first.split("/muur/")[1]) is same


async def test_what_did_not_change_is_not_sent_again(evening: Evening, viewer: Viewer) -> None:
    one, two, _three = await begin_with_three(evening)
    async with viewer.session.get(f"{await viewer.address()}/nu") as got:
        tag = got.headers["ETag"]
    assert await viewer.status(f"{await viewer.address()}/nu", **{"If-None-Match": tag}) == 304
    await do(evening, "toon", one)
    assert await viewer.status(f"{await viewer.address()}/nu", **{"If-None-Match": tag}) == 200
    assert two


async def test_two_hundred_viewers_cost_one_look(
    evening: Evening, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin_with_three(evening)
    monkeypatch.setattr(big_screen, "FRESH", 60)
    looks = list[Meetup]()

    async def counted(db: Queries, bot: App | None, meetup: Meetup) -> dict[str, Any]:
        looks.append(meetup)
        return await content(db, bot, meetup)

    content = screen.content
    monkeypatch.setattr(screen, "content", counted)
    address = await viewer.address()
    found = await asyncio.gather(*(viewer.status(f"{address}/nu") for _ in range(200)))
    assert found == [200] * 200
    assert len(looks) == 1


async def test_an_erased_meetup_has_no_wall(evening: Evening, viewer: Viewer) -> None:
    await begin_with_three(evening)
    address = await viewer.address()
    async with evening.bot.db.transaction() as db:
        await meetups.erase(db, evening.meetup_id)
    assert await viewer.status(address) == 404


async def test_words_are_never_markup(evening: Evening, viewer: Viewer) -> None:
    await begin_with_three(evening)
    text = "</li><script>alert(1)</script> {{ 7*7 }} & <b>vet</b> " + "w" * 400
    await evening.noor.slash(await evening.plenary, "werkt", tekst=text)
    await share(evening, evening.noor, "Zonder naam", 1)
    await do(evening, "toon", 4)
    shown = await viewer.sees()
    assert "&lt;/li&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} &amp;" in shown
    assert "<script" not in shown
    assert shown.count("<li") == 1


async def test_moderators_read_the_address_with_how_it_stands(evening: Evening, viewer: Viewer) -> None:
    await begin_with_three(evening)
    assert f"De muur voor een groot scherm: <{await viewer.address()}>" in await evening.command("meetup status")
    evening.bot.screens = None
    assert "groot scherm" not in answer(await evening.moderator.slash(await evening.plenary, "meetup status"))


async def test_a_taken_address_is_told(evening: Evening, viewer: Viewer) -> None:
    assert evening.bot.screens is not None
    port = int(evening.bot.screens.base.rpartition(":")[2])
    with pytest.raises(Refusal) as refused:
        async with BigScreen(evening.bot.db, "127.0.0.1", port, "", SECRET).serving():
            pass
    assert f"127.0.0.1:{port}" in say(refused.value.text)
    assert "--wall" in say(refused.value.text)


@needs_chromium
async def test_in_a_browser_new_texts_come_by_themselves_and_all_of_them_fit(
    evening: Evening, viewer: Viewer, tmp_path: Path
) -> None:
    one, two, _three = await begin_with_three(evening)
    async with browser.page(tmp_path / "profile") as page:
        await page.resize(1280, 720)
        await page.goto(await viewer.address())
        assert await page.run("document.querySelectorAll('.card').length") == 0
        await do(evening, "toon", one)
        await page.until("document.querySelectorAll('.card.new').length === 1")
        await share(evening, evening.noor, "Zonder naam", 1)
        await do(evening, "toon", two)
        await page.until("document.querySelectorAll('.card').length === 2")
        assert await page.run("document.querySelectorAll('.card.new').length") == 1
        assert await page.run("document.querySelector('.said').textContent") == "samen koken"  # the newest stands first
        assert await page.run(
            "(m => m.scrollHeight <= m.clientHeight && m.scrollWidth <= m.clientWidth)(document.querySelector('main'))"
        )
        await hide(evening, one)
        await page.until("document.querySelectorAll('.card').length === 1")


@needs_chromium
async def test_with_very_many_the_newest_stand_there_in_letters_that_can_be_read(tmp_path: Path) -> None:
    cards = [
        Card(n, f"plan {n} " + "met woorden " * 12, "#morgen", "Noor", "", starred=False) for n in range(150, 0, -1)
    ]
    words = {"title": "Avond", "wrote": "9 van de 9.", "nothing": "", "more": "En nog {n} van eerder.", "away": ""}
    html = template("wall.html").render(language="nl", cards=cards, **words)
    (tmp_path / "muur.html").write_text(html, "utf-8")
    async with browser.page(tmp_path / "profile") as page:
        await page.resize(1280, 720)
        await page.goto((tmp_path / "muur.html").as_uri())
        left = await page.until("parseInt(document.querySelector('.more').textContent.replace(/\\D/g, ''))")
        seen = await page.run("[...document.querySelectorAll('.card')].filter(card => card.checkVisibility()).length")
        assert seen + left == 150
        assert await page.run("document.querySelector('#text-150').checkVisibility()")
        assert not await page.run("document.querySelector('#text-1').checkVisibility()")
        assert await page.run("parseFloat(getComputedStyle(document.querySelector('.said')).fontSize)") > 18
        assert await page.run("(m => m.scrollHeight <= m.clientHeight)(document.querySelector('main'))")


@needs_chromium
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(evening: Evening, viewer: Viewer, tmp_path: Path, scheme: str) -> None:
    one, two, _three = await begin_with_three(evening)
    await share(evening, evening.noor, "Met mijn naam", 1)
    await do(evening, "toon", one, two)
    async with browser.page(tmp_path / "profile") as page:
        await page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        await page.goto(await viewer.address())
        assert await page.run("document.querySelectorAll('.card').length") == 2
        assert await page.violations() == []
