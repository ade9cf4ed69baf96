"""Contributions under another: actions under an ambition, thoughts on from an idea, commitments under a need."""

import csv
import json
from pathlib import Path

import simcord

from bot.harvest.gathering import gather
from bot.harvest.reading import read
from bot.storage import contributions
from bot.storage import parents as stored_parents
from tests import at_wall
from tests.contributing import chat, stored
from tests.evening import Evening, answer
from tests.planning import begin_asking, exported, fill_in, harvested, say_in_form
from tests.safety.doors import Visitor

AMBITION = "elk kind leest elke dag"


async def ambition_and_action(evening: Evening, folder: Path) -> tuple[int, int, simcord.ResponseMessage]:
    """Sem's ambition and Noor's action, by id, and what Noor is answered."""
    await begin_asking(evening, folder, "ambitie", "actie")
    await evening.sem.slash(await evening.plenary, "ambitie", tekst=AMBITION)
    result = await fill_in(evening, evening.noor, "actie", tekst="voorlezen", owner="Ilse", due="eind maart")
    ambition, action = await stored(evening)
    assert result.response is not None
    return ambition.id, action.id, result.response


async def place(evening: Evening, said: simcord.ResponseMessage, action: int, under: int) -> str:
    """Choose what Noor's action stands under. Returns what she is answered."""
    return answer(await evening.noor.select(said, [str(under)], custom_id=f"bijdrage:hoort:{action}"))


async def test_a_new_action_asks_which_ambition_it_is_for_and_stands_under_it(evening: Evening, tmp_path: Path) -> None:
    ambition, action, said = await ambition_and_action(evening, tmp_path)
    assert "Bij welke ambitie hoort het?" in str(said.components)
    assert f"> ↳ Ambitie: {AMBITION}" in await place(evening, said, action, ambition)
    assert (await stored(evening))[1].parent == ambition
    folder = await harvested(evening)
    assert [item["parent"] for item in exported(folder)] == [None, ambition]
    assert [item["parent_meetup"] for item in exported(folder)] == [None, None]
    report = (folder / "oogst.md").read_text("utf-8")
    assert f"- {AMBITION}\n  - **Actie** voorlezen\n    - Wanneer klaar: 31 maart" in report
    assert "### Acties" not in report
    rows = list(csv.DictReader((folder / "oogst.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert (rows[1]["Hoort bij nr."], rows[1]["Hoort bij"]) == (str(ambition), AMBITION)
    assert read(folder / "oogst.json").contributions[1].parent == ambition


async def test_it_can_stand_by_itself_again(evening: Evening, tmp_path: Path) -> None:
    ambition, action, said = await ambition_and_action(evening, tmp_path)
    await place(evening, said, action, ambition)
    assert "↳" not in await place(evening, said, action, 0)
    assert (await stored(evening))[1].parent is None


async def test_what_its_author_keeps_back_is_offered_to_nobody_else(evening: Evening, tmp_path: Path) -> None:
    ambition, action, said = await ambition_and_action(evening, tmp_path)
    await at_wall.share(evening, evening.sem, "Liever niet")
    assert "staat er niet meer" in await place(evening, said, action, ambition)
    again = await fill_in(evening, evening.noor, "actie", tekst="boeken kopen")
    assert again.response is not None
    assert AMBITION not in str(again.response.components)
    assert [item.parent for item in await stored(evening)] == [None, None, None]


async def test_somebody_elses_action_is_put_nowhere(evening: Evening, tmp_path: Path) -> None:
    ambition, action, _said = await ambition_and_action(evening, tmp_path)
    forged = await Visitor(evening, evening.sem, await evening.plenary).press(f"bijdrage:hoort:{action}", str(ambition))
    assert "van iemand anders" in forged.heard
    assert (await stored(evening))[1].parent is None


async def test_an_action_stays_when_its_ambition_is_withdrawn(evening: Evening, tmp_path: Path) -> None:
    ambition, action, said = await ambition_and_action(evening, tmp_path)
    await place(evening, said, action, ambition)
    listed = await evening.sem.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    await evening.sem.click(listed.response, label="Intrekken 1")
    (left,) = await stored(evening)
    assert (left.id, left.parent) == (action, None)
    report = (await harvested(evening) / "oogst.md").read_text("utf-8")
    assert "### Acties\n\n- voorlezen" in report


async def test_under_an_ambition_that_is_kept_back_it_stands_by_itself_in_what_is_published(
    evening: Evening, tmp_path: Path
) -> None:
    ambition, action, said = await ambition_and_action(evening, tmp_path)
    await place(evening, said, action, ambition)
    await at_wall.share(evening, evening.sem, "Liever niet")
    folder = await harvested(evening)
    report = (folder / "oogst.md").read_text("utf-8")
    assert AMBITION not in report
    assert "### Acties\n\n- voorlezen" in report
    assert exported(folder)[1]["parent"] == ambition  # organisers' files hold everything
    async with gather(evening.bot.db.read, await evening.meetup(), evening.now) as harvest:
        (item,) = harvest.without_names().contributions
    assert (item.parent, item.parent_text) == (None, None)


async def test_people_think_on_from_an_idea_on_the_wall(evening: Evening) -> None:
    await evening.begin_harvest()
    await chat(evening, "#idee samen eten", evening.sem)
    await at_wall.share(evening, evening.sem, "Zonder naam")
    (idea,) = await stored(evening)
    await at_wall.do(evening, "toon", idea.id)
    (board,) = await at_wall.boards(evening)
    opened = await evening.noor.click(board, label="Hierop doordenken")
    said = answer(await evening.noor.submit_modal(opened, {"tekst": "en samen koken"}))
    assert "> #idee en samen koken\n> ↳ #idee: samen eten" in said
    assert [item.parent for item in await stored(evening)] == [None, idea.id]
    report = (await harvested(evening) / "oogst.md").read_text("utf-8")
    assert "- samen eten\n  - **#idee** en samen koken\n" in report


async def test_a_form_under_an_idea_that_was_withdrawn_meanwhile_is_kept_by_itself(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#idee samen eten", evening.sem)
    await at_wall.share(evening, evening.sem, "Zonder naam")
    (idea,) = await stored(evening)
    await at_wall.do(evening, "toon", idea.id)
    (board,) = await at_wall.boards(evening)
    opened = await evening.noor.click(board, label="Hierop doordenken")
    await evening.sem.delete(message)
    assert "Bewaard" in answer(await evening.noor.submit_modal(opened, {"tekst": "en samen koken"}))
    (left,) = await stored(evening)
    assert (left.text.raw, left.parent) == ("en samen koken", None)
    assert "staat er niet meer" in answer(await evening.noor.click(board, label="Hierop doordenken"))


async def test_the_same_words_under_two_ambitions_are_two_actions(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "ambitie", "actie")
    for words in ("lezen", "rekenen"):
        await evening.sem.slash(await evening.plenary, "ambitie", tekst=words)
        await say_in_form(evening, evening.noor, "actie", tekst="elke dag oefenen")
        ambition = max(item.id for item in await stored(evening) if item.kind == "ambitie")
        newest = max(item.id for item in await stored(evening) if item.kind == "actie")
        async with evening.bot.db.transaction() as db:
            await stored_parents.put_under(db, newest, ambition)
    actions = [item for item in await stored(evening) if item.kind == "actie"]
    assert len({item.parent for item in actions}) == 2


async def test_a_message_that_becomes_something_else_lets_go_of_what_followed_from_it(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#idee samen eten", evening.sem)
    await evening.noor.slash(await evening.plenary, "idee", tekst="en koken")
    idea, thought = await stored(evening)
    async with evening.bot.db.transaction() as db:
        await stored_parents.put_under(db, thought.id, idea.id)
    await evening.sem.edit(message, "#idee samen eten en drinken")
    assert (await stored(evening))[1].parent == idea.id
    await evening.pass_time(seconds=5)
    await evening.sem.edit(message, "#morgen samen eten en drinken")
    assert (await stored(evening))[1].parent is None


async def test_a_parent_of_another_meetup_is_named_by_its_uid(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.sem.slash(await evening.plenary, "idee", tekst="samen eten")
    (idea,) = await stored(evening)
    first = await evening.meetup()
    await harvested(evening)
    await evening.plan(start="morgen 20:00", titel="Vervolg")
    await evening.command("meetup start")
    await evening.noor.slash(await evening.plenary, "idee", tekst="en koken")
    thought = next(item for item in await stored(evening) if item.text == "en koken")
    async with evening.bot.db.transaction() as db:
        await stored_parents.put_under(db, thought.id, idea.id)
    await evening.command("oogst export")
    (path,) = [path for path in evening.bot.settings.harvest_dir.rglob("oogst.json") if "vervolg" in str(path)]
    (item,) = json.loads(path.read_bytes())["contributions"]
    assert (item["parent"], item["parent_meetup"]) == (idea.id, first.uid)
    assert "  - Hoort bij: “samen eten”" in path.with_suffix(".md").read_text("utf-8")
    assert await contributions.get(evening.bot.db.read, idea.id) is not None
