"""Forms of a programme: asked before, during and after an evening, changed, taken back, and in every file."""

import csv
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import simcord

from bot.content.library import Library
from bot.core.evening.places import PlaceKind
from bot.features.forms import views
from bot.harvest.gathering import gather
from bot.storage import replies
from tests.at_tables import forged
from tests.evening import Evening, answer, open_evening

PROGRAMME = Path(__file__).parents[1] / "data" / "formulieren.yaml"
KNOWING, BACK, MORE = 0, 1, 2
FILLED: dict[str, Any] = {
    "vraag0": "een *goed* gesprek",
    "vraag1": ["goed"],
    "vraag2": ["fragment", "oogst"],
    "vraag3": ["8"],
    "vraag4": ["ja"],
}


@pytest.fixture
async def forms(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening with forms."""
    async with open_evening(tmp_path) as world:
        world.bot.library = Library(extra={"proef": PROGRAMME})
        yield world


async def opened(evening: Evening, who: simcord.MemberActor, form: int, where: str = "") -> simcord.InteractionResult:
    """Press the button of a form in the plenary, or at a table. Returns what is shown."""
    channel = await evening.table(where) if where else await evening.plenary
    custom_id = views.FORM(meetup=evening.meetup_id, form=form)
    return await who.click(evening.last_panel(channel, custom_id), custom_id=custom_id)


async def files(evening: Evening) -> Path:
    """The folder of the harvest, exported now."""
    await evening.command("oogst export")
    (folder,) = (evening.bot.settings.harvest_dir).iterdir()
    return folder


async def kept(evening: Evening) -> dict[str, int]:
    return await replies.count(evening.bot.db.read, evening.meetup_id)


async def test_a_form_before_the_meetup_is_open_from_its_planning_on(forms: Evening) -> None:
    await forms.plan()
    shown = await opened(forms, forms.noor, KNOWING)
    told = answer(await forms.noor.submit_modal(shown, {"vraag0": "op een basisschool"}))
    assert "Ik heb je antwoorden op “Even kennismaken” bewaard" in told
    assert "Je naam staat erbij" in told
    assert "nog niet begonnen" in await forged(forms, forms.sem, f"formulier:{forms.meetup_id}:{BACK}")
    forms.env.errors.clear()


async def test_what_is_filled_in_survives_a_restart_can_be_changed_and_taken_back(forms: Evening) -> None:
    await forms.begin()
    await forms.pass_time(minutes=10)
    shown = await opened(forms, forms.noor, BACK, "Vrije tafel")
    await forms.restart()
    sent = await forms.noor.submit_modal(shown, FILLED)
    assert "Je naam staat er niet bij" in answer(sent)
    assert "druk op “Verder”" in answer(sent)
    assert answer(sent).count("☑️") == 1
    assert answer(sent).count("◻️") == 1
    assert await kept(forms) == {"terugkoppeling": 1}
    assert sent.response is not None
    again = await forms.noor.click(sent.response, label="Wijzigen")
    assert "een *goed* gesprek" in str(again.modal)
    assert "'8'" in str(again.modal) or '"8"' in str(again.modal)
    await forms.noor.submit_modal(again, FILLED | {"vraag3": ["9"]})
    (reply,) = await replies.of_meetup(forms.bot.db.read, forms.meetup_id)
    assert [value.raw for value in reply.answers[3]] == ["9"]
    assert reply.name == ""
    assert "Ingetrokken" in answer(await forms.noor.click(sent.response, label="Intrekken"))
    assert await kept(forms) == {}
    assert "geen antwoorden" in answer(await forms.noor.click(sent.response, label="Intrekken"))
    forms.env.errors.clear()


async def test_the_form_that_goes_on_opens_from_the_answer_and_both_are_kept(forms: Evening) -> None:
    await forms.begin()
    await forms.pass_time(minutes=26)
    sent = await forms.noor.submit_modal(await opened(forms, forms.noor, BACK), FILLED)
    assert sent.response is not None
    last = await forms.noor.submit_modal(await forms.noor.click(sent.response, label="Verder"), {"vraag0": "dank"})
    assert "Verder" not in answer(last)
    whole = answer(last)  # both steps, with what is filled in
    assert "een \\*goed\\* gesprek" in whole
    assert whole.count("☑️") == 2
    assert "dank" in whole
    assert await kept(forms) == {"terugkoppeling": 1, "meer": 1}


async def test_every_file_has_the_answers_with_names_only_where_the_form_shows_them(forms: Evening) -> None:
    await forms.plan()
    await forms.noor.submit_modal(await opened(forms, forms.noor, KNOWING), {"vraag0": "=1+1"})
    await forms.command("meetup start")
    await forms.pass_time(minutes=26)
    await forms.noor.submit_modal(await opened(forms, forms.noor, BACK), FILLED)
    await forms.sem.submit_modal(await opened(forms, forms.sem, BACK), FILLED | {"vraag3": ["5"], "vraag4": ["nee"]})
    folder = await files(forms)
    content = json.loads((folder / "oogst.json").read_text())
    by_key = {form["key"]: form for form in content["forms"]}
    assert by_key["kennismaken"]["questions"][0]["answers"] == [{"value": "=1+1", "people": 1, "name": "Noor"}]
    back = by_key["terugkoppeling"]
    assert back["named"] is False
    assert [one["answers"][0]["value"] for one in back["questions"]] == [
        "een *goed* gesprek", "goed", ["fragment", "oogst"], 8, "ja",
    ]  # fmt: skip
    assert {one["name"] for question in back["questions"] for one in question["answers"]} == {None}
    book = openpyxl.load_workbook(folder / "oogst.xlsx")
    rows = [[cell for cell in row if cell is not None] for row in book["Hoe was het"].iter_rows(values_only=True)]
    assert ["Mensen", 2] in rows
    assert ["Welk cijfer geef je?", "Aantal"] in rows
    assert ["Gemiddeld 6,5."] in rows
    assert ["goed", 2] in rows
    assert next(row for row in rows if row[:1] == ["een *goed* gesprek"])[1:4] == ["goed", "fragment; oogst", 8]
    knowing = list(book["Even kennismaken"].iter_rows(values_only=True))
    assert any("Noor" in row and "=1+1" in row for row in knowing)
    report = (folder / "oogst.md").read_text()
    assert "2 mensen vulden dit in." in report
    assert "goed: 2" in report
    assert "gesprek" not in report  # what people wrote on a form is not for the report
    with (folder / "oogst.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.reader(file, delimiter=";"))) == 1
    async with gather(forms.bot.db.read, await forms.meetup(), forms.now) as harvest:
        names = {reply.name for form in harvest.without_names().forms for reply in form.replies}
    assert names == {None}


async def test_people_behind_one_screen_count_as_many(forms: Evening) -> None:
    await forms.begin()
    await forms.noor.slash(await forms.plenary, "mijn groep", aantal=8)
    await forms.pass_time(minutes=26)
    await forms.noor.submit_modal(await opened(forms, forms.noor, BACK), FILLED)
    assert await kept(forms) == {"terugkoppeling": 8}


async def test_afterwards_it_stands_on_the_closing_card_until_the_harvest_is_in(forms: Evening) -> None:
    await forms.begin()
    await forms.command("meetup stop")
    await forms.pass_time(minutes=60)
    shown = await opened(forms, forms.sem, BACK)
    await forms.sem.submit_modal(shown, FILLED)
    assert await kept(forms) == {"terugkoppeling": 1}
    late = await opened(forms, forms.noor, BACK)
    await forms.pass_time(hours=25)
    told = answer(await forms.noor.submit_modal(late, FILLED))
    assert "Dit formulier is gesloten" in told
    assert "een \\*goed\\* gesprek" in told  # what was filled in comes back
    content = json.loads((next(forms.bot.settings.harvest_dir.iterdir()) / "oogst.json").read_text())
    assert [len(form["questions"][0]["answers"]) for form in content["forms"]] == [0, 1, 0]
    forms.env.errors.clear()


@pytest.mark.parametrize("custom_id", ["formulier:1:9", "formulier:99:0", "formulier:trekin:99:0"])
async def test_a_form_that_is_not_there_is_a_sentence(forms: Evening, custom_id: str) -> None:
    await forms.begin()
    told = await forged(forms, forms.noor, custom_id)
    assert "is er niet meer" in told or "geen antwoorden" in told
    forms.env.errors.clear()


async def test_erasing_takes_the_answers_along(forms: Evening) -> None:
    await forms.begin()
    await forms.pass_time(minutes=26)
    await forms.noor.submit_modal(await opened(forms, forms.noor, BACK), FILLED)
    own = await forms.place(PlaceKind.PLENARY)
    asked = await forms.noor.slash(own, "mijn wissen")
    assert asked.response is not None
    await forms.noor.click(asked.response, label="Wis alles")
    assert await kept(forms) == {}
