"""What every door does with kinds that are added to the table. Only ``test_more_kinds`` collects this file."""

from pathlib import Path

import openpyxl
import pytest
import simcord

from bot.core.kinds import KINDS
from tests import at_wall
from tests.contributing import chat, stored, texts
from tests.evening import PROGRAMME, Evening, answer, shown
from tests.more_kinds import DECISION, RECIPE


@pytest.fixture
async def asking(evening: Evening, tmp_path: Path) -> Evening:
    """An evening in its harvest block, which asks for two of the new kinds."""
    path = tmp_path / "proef.yaml"
    path.write_text(PROGRAMME.read_text("utf-8").replace("[morgen, nodig]", "[recept, besluit]"), "utf-8")
    evening.bot.library._extra["proef"] = path
    await evening.begin_harvest()
    return evening


def fields(result: simcord.InteractionResult) -> list[dict[str, object]]:
    """The fields of a form that was shown."""
    assert result.modal is not None
    return [label["component"] for label in result.modal["components"]]


async def test_the_programme_asks_for_them_with_lines_and_buttons(asking: Evening) -> None:
    assert len(KINDS) == 12
    posts = "\n".join(await asking.posts(await asking.plenary))
    assert "- **#recept** …a recipe\n- **#besluit** …what we decide" in posts
    form = await asking.noor.click(asking.last_panel(await asking.plenary, "bijdrage:recept"), label="My recipe …")
    assert len(fields(form)) == 1
    await asking.noor.submit_modal(form, {"tekst": "Kook soep"})
    assert await texts(asking) == ["soep"]
    await asking.pass_time(seconds=30)
    assert "#recept 1" in shown(await asking.panel_message())


async def test_what_every_programme_asks_for_is_asked_without_a_word_in_its_file(evening: Evening) -> None:
    await evening.plan()
    assert (await evening.meetup()).programme.asked == ["morgen", "nodig", DECISION]


async def test_a_tag_with_nothing_behind_it_asks_with_the_form_of_its_kind(asking: Evening) -> None:
    await chat(asking, "#recept")
    await asking.run_due()
    asked = (await asking.plenary).last_message
    assert asked is not None
    assert "What is your recipe?" in asked.content
    await asking.noor.submit_modal(await asking.noor.click(asked, label="My recipe …"), {"tekst": "soep"})
    assert await texts(asking) == ["soep"]


async def test_a_kind_for_moderators_is_refused_to_others_at_every_door(asking: Evening) -> None:
    plenary = await asking.plenary
    panel = asking.last_panel(plenary, "bijdrage:besluit")
    message = await chat(asking, "wij koken")
    for refused in (
        await asking.noor.slash(plenary, "besluit", tekst="wij koken"),
        await asking.noor.slash(plenary, "besluit"),
        await asking.noor.click(panel, label="We decide …"),
        await asking.save_as(asking.noor, DECISION, message),
    ):
        assert "Dit is voor moderatoren" in answer(refused)
        assert refused.modal is None
    await chat(asking, "#besluit wij koken")  # has no door in the chat
    assert await stored(asking) == []


async def test_moderators_bring_it_in_with_its_details_and_by_the_menu(asking: Evening) -> None:
    form = await asking.moderator.slash(await asking.plenary, "besluit")
    assert [field["custom_id"] for field in fields(form)] == ["tekst", "eigenaar", "datum", "soort"]
    assert [field.get("max_length") for field in fields(form)] == [4000, 80, 10, None]
    filled = {"tekst": "wij koken", "eigenaar": "Noor", "datum": "1 mei", "soort": ["Big"]}
    said = answer(await asking.moderator.submit_modal(form, filled))
    assert "#besluit wij koken\n> eigenaar: Noor\n> datum: <t:" in said
    assert ":D>\n> soort: Big" in said
    await asking.save_as(asking.moderator, DECISION, await chat(asking, "en wij eten"))
    assert [(item.kind, item.text.raw, len(item.details)) for item in await stored(asking)] == [
        (DECISION, "wij koken", 3),
        (DECISION, "en wij eten", 0),
    ]


async def test_the_wall_takes_what_may_stand_there_and_lets_people_join(asking: Evening) -> None:
    await chat(asking, "#recept soep")
    await asking.moderator.slash(await asking.plenary, "besluit", tekst="wij koken")
    await at_wall.share(asking, asking.moderator, "Met mijn naam")
    await at_wall.agree(asking)
    one, two = await stored(asking)
    listed = (await at_wall.open_list(asking)).content
    assert "Cook: soep" in listed
    assert "wij koken" not in listed
    await at_wall.do(asking, "toon", one.id)
    (board,) = await at_wall.boards(asking)
    assert "Jij doet mee" in answer(await asking.sem.click(board, label="Ik doe mee"))
    assert two.kind == DECISION


async def test_the_files_have_their_heading_and_their_own_sheet(asking: Evening) -> None:
    await chat(asking, "#recept soep")
    await asking.moderator.slash(await asking.plenary, "besluit", tekst="wij koken")
    await asking.pass_time(hours=2)
    (report,) = asking.bot.settings.harvest_dir.rglob("oogst.md")
    assert "### All of #recept\n\n- Cook: soep" in report.read_text("utf-8")
    assert "### Decisions" in report.read_text("utf-8")
    (path,) = asking.bot.settings.harvest_dir.rglob("oogst.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Overzicht", "Bijdragen", "#besluit", "Agenda", "Tafels"]
    assert [row[1:3] for row in book["#besluit"].iter_rows(min_row=2, values_only=True)] == [("besluit", "wij koken")]
    assert book["Bijdragen"].max_row == 3
    assert RECIPE in {row[1] for row in book["Bijdragen"].iter_rows(values_only=True)}
