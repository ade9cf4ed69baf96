"""`/oogst label`: a moderator puts together what many need; labels stand in the harvest, and go with the words."""

import json

import pytest
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.people.labels import Which
from bot.core.words.typed import Typed
from bot.storage import contributions, labels
from tests.bundling import cells
from tests.evening import Evening, answer
from tests.keeping import on_disk


@pytest.fixture
async def needs(evening: Evening) -> Evening:
    """An evening at which three things are needed."""
    await evening.begin_harvest()
    for who, words in (
        (evening.noor, "een tolk op dinsdag"),
        (evening.noor, "een busje naar het museum"),
        (evening.sem, "rust in de gang"),
    ):
        await who.slash(await evening.plenary, "nodig", tekst=words)
    return evening


async def listed(evening: Evening) -> simcord.ResponseMessage:
    result = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "oogst label")
    assert result.response is not None
    return result.response


async def given(evening: Evening) -> dict[str, list[str]]:
    """The labels of each need, by its words."""
    needs = await labels.page(evening.bot.db.read, evening.guild.id, Which.ALL, 0, 100)
    return {need.text.raw: [label.raw for label in need.labels] for need in needs}


def menu(message: simcord.ResponseMessage, part: str) -> str:
    """The custom_id of a menu or button with these words in it."""
    ids = [str(item.get("custom_id")) for row in message.components for item in row["components"]]
    return next(id for id in ids if part in id)


async def choose(evening: Evening, *words: str) -> simcord.ResponseMessage:
    """Choose needs from the list of all."""
    message = shown(await evening.moderator.click(await listed(evening), label="Alles wat nodig is"))
    found = await labels.page(evening.bot.db.read, evening.guild.id, Which.ALL, 0, 100)
    values = [str(need.id) for need in found if need.text.raw in words]
    result = await evening.moderator.select(message, custom_id=menu(message, ":kies:"), values=values)
    return shown(result)


def shown(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    assert result.response is not None
    return result.response


async def submit(evening: Evening, message: simcord.ResponseMessage, words: str) -> simcord.InteractionResult:
    """Fill in a new label."""
    form = await evening.moderator.click(message, custom_id=menu(message, ":nieuw:"))
    return await evening.moderator.submit_modal(form, {"tekst": words})


async def test_the_list_suggests_and_gives_nothing_by_itself(needs: Evening) -> None:
    content = (await listed(needs)).content
    assert "💡 tolken en vertaling" in content
    assert "💡 vervoer" in content
    assert "(3)" in content
    assert await given(needs) == {"een tolk op dinsdag": [], "een busje naar het museum": [], "rust in de gang": []}


async def test_several_get_a_label_at_once_and_lose_it_again(needs: Evening) -> None:
    message = await choose(needs, "een tolk op dinsdag", "rust in de gang")
    result = await submit(needs, message, "aandacht | Rust")
    assert "2 hebben nu **aandacht, Rust**" in answer(result)
    assert await given(needs) == {
        "een tolk op dinsdag": ["Rust", "aandacht"], "een busje naar het museum": [],
        "rust in de gang": ["Rust", "aandacht"],
    }  # fmt: skip
    message = await choose(needs, "rust in de gang")
    result = await needs.moderator.select(message, custom_id=menu(message, ":weg:"), values=["aandacht"])
    assert (await given(needs))["rust in de gang"] == ["Rust"]
    assert (await given(needs))["een tolk op dinsdag"] == ["Rust", "aandacht"]
    message = await choose(needs, "een busje naar het museum")
    assert "(1)" in (await listed(needs)).content  # only what has no label yet
    await needs.moderator.select(message, custom_id=menu(message, ":geef:"), values=["Rust", "vervoer"])
    assert (await given(needs))["een busje naar het museum"] == ["Rust", "vervoer"]


async def test_labels_stand_in_the_harvest_and_in_the_bundle(needs: Evening) -> None:
    await submit(needs, await choose(needs, "rust in de gang"), "stilte")
    await needs.pass_time(hours=2)
    (home,) = needs.bot.settings.harvest_dir.iterdir()
    rows = json.loads((home / "oogst.json").read_bytes())["contributions"]
    assert {row["text"]: row["labels"] for row in rows}["rust in de gang"] == ["stilte"]
    await needs.command("oogst bundel")
    (home,) = needs.bot.settings.harvest_dir.glob("bundel-*")
    assert json.loads((home / "bundel.json").read_bytes())["figures"]["by_label"] == {"stilte": 1}


async def test_what_is_withdrawn_takes_its_labels_along(needs: Evening) -> None:
    await submit(needs, await choose(needs, "rust in de gang"), "zeldzaamwoord")
    (need,) = [one for one in await labels.page(needs.bot.db.read, needs.guild.id, Which.ALL, 0, 9) if one.labels]
    mine = await needs.sem.slash(await needs.plenary, "mijn bijdragen")
    await needs.sem.click(shown(mine), label="Intrekken 1")
    assert await labels.chosen(needs.bot.db.read, needs.guild.id, [need.id]) == []
    assert await labels.known(needs.bot.db.read, needs.guild.id) == []
    await needs.bot.db.forget_log()
    assert not on_disk(needs, "zeldzaamwoord")


@pytest.mark.parametrize("words", ["|", " | | ", "x" * 61])
async def test_what_is_no_label_is_refused_in_words(needs: Evening, words: str) -> None:
    result = await submit(needs, await choose(needs, "rust in de gang"), words)
    assert "abel" in answer(result)
    assert (await given(needs))["rust in de gang"] == []


async def test_hostile_labels_and_needs_stay_words(needs: Evening) -> None:
    await needs.noor.slash(await needs.plenary, "nodig", tekst="**vet** [x](http://x) @everyone `c`")
    await submit(needs, await choose(needs, "rust in de gang"), "**A** @everyone [l](http://l)")
    content = (await listed(needs)).content
    assert "](http://" not in content
    message = await choose(needs, "rust in de gang")
    assert "**A**" not in message.content.replace("\\*\\*A\\*\\*", "")


async def test_who_is_no_moderator_labels_nothing(needs: Evening) -> None:
    assert "Dit is voor moderatoren" in answer(await needs.noor.slash(await needs.plenary, "oogst label"))


async def test_a_list_of_many_has_pages(needs: Evening) -> None:
    for n in range(12):
        await needs.sem.slash(await needs.plenary, "nodig", tekst=f"ding {n}")
    message = await listed(needs)
    assert "(15)" in message.content
    turned = await needs.moderator.click(message, label="▶")
    assert "een tolk op dinsdag" in shown(turned).content
    assert "ding 11" not in shown(turned).content


async def test_labels_go_out_to_a_spreadsheet_and_come_in_again(needs: Evening) -> None:
    await submit(needs, await choose(needs, "rust in de gang", "een tolk op dinsdag"), "stilte")
    await needs.command("oogst bundel")
    (home,) = needs.bot.settings.harvest_dir.glob("bundel-*")
    heading, *rows = cells(home / "labels.csv")
    filled = {"een tolk op dinsdag": "taal|hulp", "rust in de gang": ""}
    text = "\n".join(";".join([*row[:-1], filled.get(row[4], row[5])]) for row in [heading, *rows, ["vreemd#1"] * 6])
    moderators = await needs.place(PlaceKind.MODERATORS)
    await needs.moderator.slash(moderators, "oogst bundel", labels=("labels.csv", text.encode("cp1252")))
    assert await given(needs) == {
        "een tolk op dinsdag": ["hulp", "taal"], "een busje naar het museum": [], "rust in de gang": [],
    }  # fmt: skip
    said = moderators.history()[-1].content
    assert "De labels van 3" in said
    assert "Eén regel hoort hier nergens bij" in said
    assert json.loads((home / "bundel.json").read_bytes())["figures"]["by_label"] == {"hulp": 1, "taal": 1}


@pytest.mark.parametrize(
    ("content", "why"),
    [("sleutel;tekst\nx;y", "geen kolom “labels”"), ("", "geen kolom"), ("sleutel;labels\nx;" + "y" * 61, "60 tekens")],
)
async def test_a_wrong_file_of_labels_changes_nothing(needs: Evening, content: str, why: str) -> None:
    await submit(needs, await choose(needs, "rust in de gang"), "stilte")
    moderators = await needs.place(PlaceKind.MODERATORS)
    result = await needs.moderator.slash(moderators, "oogst bundel", labels=("l.csv", content.encode()))
    assert why in answer(result)
    assert (await given(needs))["rust in de gang"] == ["stilte"]
    assert not list(needs.bot.settings.harvest_dir.glob("bundel-*"))


async def test_what_is_no_need_any_more_counts_under_no_label(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "#nodig een tolk op dinsdag")
    db = evening.bot.db
    async with db.transaction() as transaction:
        found = await labels.page(transaction, evening.guild.id, Which.ALL, 0, 1)
        await labels.give(transaction, found, [Typed("taal")])
    assert await labels.of_meetup(db.read, evening.meetup_id) == {found[0].id: (Typed("taal"),)}
    await evening.noor.edit(message, "#morgen vraag ik een tolk op dinsdag")
    (item,) = await contributions.of_meetup(db.read, evening.meetup_id)
    assert item.kind == "morgen"
    assert await labels.of_meetup(db.read, evening.meetup_id) == {}
    assert await labels.known(db.read, evening.guild.id) == []
