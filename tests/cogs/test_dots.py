"""A team spreads its dots, the best are chosen, a tie is the coach's, and the plan grows under what was chosen."""

from pathlib import Path

import discord
import pytest
import simcord

from bot.content.library import Library
from bot.core.evening.places import PlaceKind
from bot.platform.text import speaking
from bot.storage import dots
from tests.contributing import stored
from tests.evening import Evening, answer, open_evening
from tests.planning import exported, fill_in, harvested
from tests.refusing import FAILURES, Refusing

SCHOOL = """
titel: School
soort: school
blokken:
  - {titel: Ambities, soort: oogst, duur: 10 min, vraagt: [ambitie]}
  - {titel: Stippen, soort: plenair, duur: 10 min, stippen: {per persoon: 3, kiezen: 2}}
  - {titel: Plan, soort: oogst, duur: 20 min, vraagt: [actie], toon: {soort: [actie], groeit: ja, aantal: 30}}
"""
AMBITIONS = ("elk kind leest elke dag", "elke ouder komt binnen", "iedereen eet samen", "niemand zit alleen")


async def at_dots(evening: Evening, folder: Path, *ambitions: str) -> None:
    """Go on to the block in which the team puts its dots."""
    path = folder / "school.yaml"
    path.write_text(SCHOOL, "utf-8")
    evening.bot.library = Library(extra={"school": path})
    await evening.plan(programma="school", titel="School", start="20:00")
    await evening.command("meetup start")
    for ambition in ambitions:
        await fill_in(evening, evening.noor, "ambitie", tekst=ambition)
    await evening.pass_time(minutes=10, seconds=5)


@pytest.fixture
async def team(evening: Evening, tmp_path: Path) -> Evening:
    await at_dots(evening, tmp_path, *AMBITIONS)
    return evening


async def board(evening: Evening) -> discord.Message:
    return evening.last_panel(await evening.plenary, "stip:op:")


async def dot(evening: Evening, who: simcord.MemberActor, *numbers: int) -> str:
    """Put dots on these; returns the last answer."""
    said = ""
    for number in numbers:
        said = answer(await who.click(await board(evening), label=str(number)))
    return said


async def everywhere(evening: Evening, begins: str) -> str:
    """The one message in the plenary with these words."""
    posts = [post for post in await evening.posts(await evening.plenary) if begins in post]
    assert len(posts) == 1, posts
    return posts[0]


async def to_choose(evening: Evening) -> discord.Message:
    return evening.last_panel(await evening.place(PlaceKind.MODERATORS), "stip:kies:")


async def choose(evening: Evening, message: discord.Message, *words: str, at_once: bool = False) -> str:
    """Choose these in the moderators' list; ``at_once`` others may do so before it has changed."""
    ids = [str(item.id) for item in await stored(evening) if item.text.raw in words]
    menu = next(iter(find(message, "stip:kies:")))
    said = answer(await evening.moderator.select(message, ids, custom_id=menu))
    if not at_once:
        await evening.run_due()
    return said


def find(message: discord.Message, begin: str) -> list[str]:
    return [
        part.custom_id
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for part in row.children
        if part.custom_id and part.custom_id.startswith(begin)
    ]


async def chosen(evening: Evening) -> list[str]:
    return [item.text.raw for item in await stored(evening) if ("chosen", "1") in [(k, v.raw) for k, v in item.details]]


async def test_everybody_spreads_three_dots_and_reads_where_they_are(team: Evening) -> None:
    said = await dot(team, team.noor, 1, 1)
    assert "🔴🔴 1. elk kind leest elke dag" in said
    assert "Je hebt nog één stip." in said
    assert "Al je stippen zitten erop." in await dot(team, team.noor, 3)
    assert "Al je 3 stippen zitten erop. Haal ze eerst weg" in await dot(team, team.noor, 2)
    message = await board(team)
    assert "Je hebt nog 3 stippen" in answer(await team.noor.click(message, label="Haal mijn stippen weg"))
    await dot(team, team.noor, 2)
    await dot(team, team.sem, 2)
    await team.pass_time(seconds=10)
    shown = (await board(team)).content
    assert "2 mensen plakten stippen." in shown
    assert "🔴 2" not in shown  # nobody sees what others chose before the end


async def test_the_best_are_chosen_and_the_plan_grows_under_them(team: Evening) -> None:
    await dot(team, team.noor, 1, 1, 3)
    await dot(team, team.sem, 1, 3, 4)
    await team.pass_time(minutes=10)
    told = await everywhere(team, "Hier gaan we voor")
    assert told.splitlines()[1:] == ["🎯 elk kind leest elke dag", "🎯 iedereen eet samen"]
    assert await chosen(team) == ["elk kind leest elke dag", "iedereen eet samen"]
    plan = await everywhere(team, "📜")
    assert "**🎯 1. elk kind leest elke dag**\n-# Hier staat nog niets onder." in plan
    under = team.last_panel(await team.plenary, "bijdrage:onder:actie:")
    form = await team.sem.click(under, label="Een actie hiervoor · 1")
    await team.sem.submit_modal(form, {"tekst": "een leeskwartier", "owner": "juf Ilse", "due": "1 maart 2027"})
    form = await team.noor.click(under, label="Een actie hiervoor · 1")
    await team.noor.submit_modal(form, {"tekst": "boeken in de gang"})
    await team.pass_time(seconds=30)
    plan = await everywhere(team, "📜")
    assert "- een leeskwartier · Wie pakt het op: juf Ilse · Wanneer klaar: <t:" in plan
    assert "- boeken in de gang · Nog open: wie het oppakt en wanneer het klaar is" in plan
    assert plan.index("leeskwartier") < plan.index("🎯 2. iedereen eet samen")
    folder = await harvested(team)
    items = {item["text"]: item for item in exported(folder)}
    assert items["elk kind leest elke dag"]["details"] == {"dots": 3, "chosen": True}
    assert items["niemand zit alleen"]["details"] == {"dots": 1}
    report = (folder / "oogst.md").read_text("utf-8")
    assert report.index("## Hier gaan we voor") < report.index("leeskwartier") < report.index("niemand zit alleen")


async def test_a_tie_is_the_coachs(team: Evening) -> None:
    await dot(team, team.noor, 1, 1, 2)
    await dot(team, team.sem, 1, 3)
    await team.pass_time(minutes=10)
    told = await everywhere(team, "Hier gaan we voor")
    assert "🎯 elk kind leest elke dag" in told
    assert "Hier is het gelijk. Eén ervan komt erbij:\n⚖️ elke ouder komt binnen\n⚖️ iedereen eet samen" in told
    message = await to_choose(team)
    assert "komt er één bij. Jij kiest in de lijst" in message.content
    assert "Gekozen: 2" in await choose(team, message, AMBITIONS[0], AMBITIONS[2], at_once=True)
    assert "Moderator heeft al gekozen" in await choose(team, message, AMBITIONS[1])
    assert (await everywhere(team, "Hier gaan we voor")).splitlines()[1:] == [
        "🎯 elk kind leest elke dag", "🎯 iedereen eet samen",
    ]  # fmt: skip
    assert "iedereen eet samen" in await everywhere(team, "📜")
    assert "Gekozen: één" in await choose(team, await to_choose(team), AMBITIONS[1])
    assert await chosen(team) == [AMBITIONS[1]]


async def test_a_tie_that_nobody_decides_stays_open_and_the_evening_goes_on(team: Evening) -> None:
    await dot(team, team.noor, 1, 2, 3)
    await team.pass_time(hours=1)
    assert await chosen(team) == []
    assert "er komen er 2 van bij" in (await everywhere(team, "Hier gaan we voor")).casefold()
    assert (await team.meetup()).ended_at is not None


async def test_no_ambitions_at_all_is_a_kind_sentence(evening: Evening, tmp_path: Path) -> None:
    await at_dots(evening, tmp_path)
    assert "Er is nog niets om een stip op te plakken" in await everywhere(evening, "Iedereen heeft 3 stippen")
    await fill_in(evening, evening.noor, "ambitie", tekst="te laat, maar toch")
    await evening.pass_time(minutes=10)
    assert "Er is nog niets gekozen" in await everywhere(evening, "Hier gaan we voor")


async def test_one_that_comes_in_meanwhile_can_have_dots_and_one_that_goes_takes_them_along(team: Evening) -> None:
    await dot(team, team.sem, 4)
    listed = await team.noor.slash(await team.plenary, "mijn bijdragen")
    assert listed.response is not None
    (gone,) = [item.id for item in await stored(team) if item.text.raw == AMBITIONS[3]]
    await team.noor.click(listed.response, custom_id=f"bijdrage:trekin:{gone}")
    await fill_in(team, team.noor, "ambitie", tekst="iedereen zingt")
    await team.pass_time(seconds=30)
    assert "**4.** iedereen zingt" in (await board(team)).content
    assert "Je hebt nog 2 stippen" in await dot(team, team.sem, 4)
    await team.pass_time(minutes=10)
    assert await chosen(team) == ["iedereen zingt"]


async def test_a_press_on_a_board_that_is_old_says_what_is_so(team: Evening) -> None:
    message = await board(team)
    (gone,) = [item.id for item in await stored(team) if item.text.raw == AMBITIONS[0]]
    listed = await team.noor.slash(await team.plenary, "mijn bijdragen")
    assert listed.response is not None
    await team.noor.click(listed.response, custom_id=f"bijdrage:trekin:{gone}")
    assert "De stippen zijn geteld" in answer(await team.sem.click(message, custom_id=f"stip:op:{gone}"))
    await team.pass_time(seconds=20)
    await team.command("meetup volgende")
    await team.pass_time(seconds=10)
    assert "Er is nog niets gekozen" in await everywhere(team, "Hier gaan we voor")


async def test_no_dot_is_taken_once_they_are_counted_also_while_the_next_part_has_not_begun(team: Evening) -> None:
    await dot(team, team.noor, 2)
    async with team.bot.db.transaction() as db:
        await dots.choose(db, team.meetup_id, 1, None, team.now)
    assert "De stippen zijn geteld" in await dot(team, team.sem, 1)
    assert await dots.counts(team.bot.db.read, team.meetup_id, 1) == {(await stored(team))[1].id: 1}


async def test_dots_of_who_sits_with_several_before_one_screen_count_for_each(team: Evening) -> None:
    await team.sem.slash(await team.plenary, "mijn groep", aantal=6)
    await dot(team, team.noor, 1, 1, 1)
    await dot(team, team.sem, 2)
    await team.pass_time(minutes=10)
    assert (await everywhere(team, "Hier gaan we voor")).splitlines()[1] == "🎯 elke ouder komt binnen"


async def test_a_restart_in_the_middle_keeps_every_dot(team: Evening) -> None:
    await dot(team, team.noor, 1, 1)
    await team.restart()
    assert "Al je stippen zitten erop" in await dot(team, team.noor, 2)
    await team.pass_time(minutes=9, seconds=50)
    await team.restart()
    await team.pass_time(minutes=2)
    assert await chosen(team) == [AMBITIONS[0], AMBITIONS[1]]
    await everywhere(team, "Hier gaan we voor")


@pytest.mark.parametrize("name", FAILURES)
async def test_what_discord_refuses_at_first_comes_later(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_evening(tmp_path) as evening:
        refusing = Refusing(evening, FAILURES[name])
        refusing.first_of_every_cue(monkeypatch)
        await at_dots(evening, tmp_path, *AMBITIONS)
        await evening.pass_time(minutes=4)
        await dot(evening, evening.noor, 2, 2)
        await evening.pass_time(minutes=12)
        assert AMBITIONS[1] in await everywhere(evening, "Hier gaan we voor")
        await to_choose(evening)


@pytest.mark.parametrize(
    ("stippen", "says"),
    [("{soort: wens}", "wens"), ("{per persoon: 0}", "per persoon"), ("{kiezen: 12}", "kiezen"), ("3", "stippen")],
)
def test_what_is_wrong_in_a_programme_is_named(tmp_path: Path, stippen: str, says: str) -> None:
    path = tmp_path / "stip.yaml"
    path.write_text(SCHOOL.replace("{per persoon: 3, kiezen: 2}", stippen), "utf-8")
    (mistake,) = Library().check(path)
    assert says in speaking("nl")(mistake.sentence)


def test_dots_are_put_in_the_plenary(tmp_path: Path) -> None:
    path = tmp_path / "stip.yaml"
    path.write_text(
        "titel: X\nsoort: school\nblokken:\n  - titel: Tafels\n    soort: break-out\n    duur: 20 min\n"
        "    stippen: {}\n    ruimtes:\n      - thema: taal\n",
        "utf-8",
    )
    (mistake,) = Library().check(path)
    assert "Stippen plak je in de grote zaal" in speaking("nl")(mistake.sentence)
