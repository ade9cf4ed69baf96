"""A closing event opens on its season: figures, and so many of each province or theme."""

from pathlib import Path

import pytest

from bot.content.library import Library
from bot.core.evening.meetup import State
from bot.platform.text import speaking
from bot.storage import meetups
from tests.evening import PROGRAMME, Evening, answer
from tests.planning import fill_in

say = speaking("nl")
CLOSING = """
titel: Slot
soort: slot
blokken:
  - {titel: Plannen, soort: plenair, duur: 10 min, toon: {van: seizoen, soort: [morgen], per: provincie, aantal: 1}}
  - {titel: Nodig, soort: plenair, duur: 10 min, toon: {van: seizoen, soort: [nodig], per: thema, aantal: 3}}
"""


async def meet(evening: Evening, title: str, start: str, **where: str) -> None:
    """A meetup at which Noor and Sem make a plan, and Noor needs something."""
    await evening.plan(programma="proef", titel=title, start=start, **where)
    await evening.command("meetup start")
    await evening.pass_time(minutes=32)
    for who, kind, words in (
        (evening.noor, "morgen", f"bel ik iemand in {title}"),
        (evening.sem, "morgen", f"mail ik iemand in {title}"),
        (evening.noor, "nodig", f"tijd in {title}"),
    ):
        shown = (await fill_in(evening, who, kind, tekst=words)).response
        if shown and any("Zonder naam" in str(part) for part in shown.components):
            await who.click(shown, label="Zonder naam")
    await evening.command("meetup stop")
    await evening.pass_time(hours=1)


@pytest.fixture
async def season(evening: Evening, tmp_path: Path) -> Evening:
    """Three meetups in two provinces, and a closing event that begins."""
    path = tmp_path / "slot.yaml"
    path.write_text(CLOSING, "utf-8")
    evening.bot.library = Library(extra={"proef": PROGRAMME, "slot": path})
    await meet(evening, "Sneek", "27-11-2026 09:00", provincie="friesland")
    await meet(evening, "Urk", "27-11-2026 14:00", plaats="Flevoland")
    await meet(evening, "Dokkum", "27-11-2026 17:00", volgt_op="Sneek")
    return evening


async def test_it_opens_with_the_figures_and_so_many_of_each_province(season: Evening) -> None:
    await season.plan(programma="slot", titel="Slot", start="28-11-2026 20:00")
    await season.command("meetup start")
    await season.pass_time(seconds=10)
    posts = "\n".join(await season.posts(await season.plenary))
    assert "📊 3 meetups · 6 mensen · 6 × #morgen · 3 × #nodig" in posts
    at_urk, at_sneek = posts.index("### Flevoland"), posts.index("### Fryslân")
    assert at_urk < at_sneek
    assert "in Urk" in posts[at_urk:at_sneek]
    assert "in Dokkum" in posts[at_sneek:]  # the newest; one of each
    assert posts.count("iemand in") == 2
    await season.pass_time(minutes=10)
    assert "\n".join(await season.posts(await season.plenary)).count("tijd in") == 3


async def test_figures_stand_there_also_where_nothing_may_be_shown(season: Evening, tmp_path: Path) -> None:
    path = tmp_path / "slot.yaml"
    path.write_text(CLOSING.replace("per: provincie", "uitgelicht: ja, per: provincie"), "utf-8")
    await season.plan(programma="slot", titel="Slot", start="28-11-2026 20:00")
    await season.command("meetup start")
    await season.pass_time(seconds=10)
    posts = "\n".join(await season.posts(await season.plenary))
    assert "📊 3 meetups" in posts
    assert "niets wat iedereen mag lezen" in posts


async def test_another_season_is_not_this_one(season: Evening) -> None:
    await season.plan(programma="slot", titel="Slot", start="28-11-2026 20:00", seizoen="2027/28")
    meetup = await meetups.get(season.bot.db.read, season.meetup_id)
    assert meetup is not None
    assert (meetup.season, meetup.province) == ("2027-2028", "")
    await season.command("meetup start")
    await season.pass_time(seconds=10)
    posts = "\n".join(await season.posts(await season.plenary))
    assert "iemand in" not in posts
    assert "📊" not in posts


async def test_what_is_no_province_or_season_is_named_and_nothing_is_planned(evening: Evening) -> None:
    filled = {"programma": "proef", "titel": "Avond", "start": "20:00"}
    for more, says in (({"provincie": "Gelre"}, "Kies een van deze"), ({"seizoen": "ooit"}, "is geen seizoen")):
        assert says in answer(await evening.moderator.slash(evening.lobby, "meetup plan", **filled, **more))
    assert not await meetups.of_server(evening.bot.db.read, evening.guild.id, *State)


def test_a_list_that_grows_is_not_grouped(tmp_path: Path) -> None:
    path = tmp_path / "per.yaml"
    block = "{titel: X, soort: plenair, duur: 5 min, toon: {groeit: ja, per: thema}}"
    path.write_text(f"titel: Per\nsoort: slot\nblokken:\n  - {block}\n", "utf-8")
    (mistake,) = Library().check(path)
    assert "kun je niet indelen" in say(mistake.sentence)
