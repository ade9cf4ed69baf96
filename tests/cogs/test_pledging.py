"""Pledging by form: a moment and a partner beside the words, examples of one's own table, and forms that are fresh."""

import csv
import json
from typing import Any

import pytest
import simcord

from bot.core.kinds import ContributionKind
from bot.core.people.sentences import as_pledge, if_then
from bot.core.words.typed import Markup, Typed
from bot.harvest.gathering import gather
from bot.platform.text import speaking
from tests.contributing import stored
from tests.evening import Evening, answer

MORGEN, IDEE = ContributionKind("morgen"), ContributionKind("idee")


def form(result: simcord.InteractionResult) -> tuple[str, dict[str, Any]]:
    """Return the custom_id of a form that was shown, and what each field is filled with."""
    assert result.modal is not None
    fields = [label["component"] for label in result.modal["components"]]
    return result.modal["custom_id"], {field["custom_id"]: field.get("value") for field in fields}


async def pledge(evening: Evening, who: simcord.MemberActor, **filled: str) -> str:
    """Fill in the form of #morgen. Returns what is answered."""
    shown = await who.slash(await evening.plenary, "morgen")
    return answer(await who.submit_modal(shown, filled))


async def test_when_and_with_are_read_back_and_kept_apart(evening: Evening) -> None:
    await evening.begin_harvest()
    said = await pledge(evening, evening.noor, tekst="ga ik bellen", when="dinsdag om 9 uur", **{"with": "*Fatma*"})
    assert "> Morgen ga ik bellen\n> Als het dinsdag 9 uur is, dan ga ik bellen\n> Met: \\*Fatma\\*" in said
    (item,) = await stored(evening)
    assert item.text == "ga ik bellen"
    assert dict(item.details) == {"when": Typed("dinsdag om 9 uur"), "with": Typed("*Fatma*")}
    assert "> Als het dinsdag 9 uur is" in answer(await evening.noor.slash(await evening.plenary, "mijn bijdragen"))
    await evening.pass_time(hours=2)
    folder = next(evening.bot.settings.harvest_dir.iterdir())
    (kept,) = json.loads((folder / "oogst.json").read_bytes())["contributions"]
    assert kept["details"] == {"when": "dinsdag om 9 uur", "with": "*Fatma*"}
    (row,) = csv.DictReader((folder / "oogst.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (row["Wanneer"], row["Met"]) == ("dinsdag om 9 uur", "*Fatma*")


async def test_files_without_names_leave_out_with_whom(evening: Evening) -> None:
    await evening.begin_harvest()
    await pledge(evening, evening.noor, tekst="ga ik bellen", when="dinsdag", **{"with": "Fatma"})
    async with gather(evening.bot.db.read, await evening.meetup(), evening.now) as harvest:
        (item,) = harvest.without_names().contributions
    assert item.details == {"when": Typed("dinsdag")}


async def test_both_may_stay_empty(evening: Evening) -> None:
    await evening.begin_harvest()
    said = await pledge(evening, evening.noor, tekst="ga ik bellen", when="  ")
    assert "Wanneer" not in said
    assert (await stored(evening))[0].details == ()


async def test_a_situation_is_read_back_as_if_and_then(evening: Evening) -> None:
    await evening.begin_harvest()
    said = await pledge(evening, evening.noor, tekst="Morgen bel ik Fatma", when="als de les begint.")
    assert "> Als de les begint, dan bel ik Fatma" in said
    assert "Wanneer" not in said


@pytest.mark.parametrize(
    ("words", "when", "read"),
    [
        ("bel ik Fatma", "zodra ik thuis ben", True),
        ("ik bel Fatma", "Als ik binnenkom", True),
        ("bel ik Fatma", "dinsdag", False),
        ("bel ik Fatma", "na 9 uur", False),
        ("bel ik Fatma", "maandag of dinsdag 9 uur", False),
        ("bel ik Fatma", "elke dag 9 uur", False),
        ("bel ik Fatma", "als", False),
        ("een gesprek", "als ik binnenkom", False),
        ("ik bel morgen Fatma", "als ik binnenkom", False),
    ],
)
def test_if_and_then_only_where_it_reads_well(words: str, when: str, read: bool) -> None:
    assert (if_then(MORGEN, Typed(words), Typed(when)) is not None) == read
    assert if_then(IDEE, Typed(words), Typed(when)) is None


@pytest.mark.parametrize(
    ("when", "read"),
    [
        ("maandag 9 uur", "maandag 9 uur"),
        ("Maandag om 9.00 uur.", "maandag 9.00 uur"),
        ("dinsdagmiddag half drie", "dinsdagmiddag half drie"),
        ("op woensdag ochtend, om kwart voor negen", "woensdag ochtend kwart voor negen"),
        ("om 15:30", "15:30"),
        ("negen uur", "negen uur"),
    ],
)
def test_a_time_on_the_clock_is_read_back_as_if_and_then(when: str, read: str) -> None:
    said = if_then(MORGEN, Typed("bel ik Fatma"), Typed(when))
    assert said is not None
    assert speaking("nl")(said) == f"Als het {read} is, dan bel ik Fatma"


async def test_who_sends_the_same_again_with_a_moment_has_it_kept(evening: Evening) -> None:
    await evening.begin_harvest()
    await pledge(evening, evening.noor, tekst="ga ik bellen")
    assert "Wanneer: dinsdag" in await pledge(evening, evening.noor, tekst="ga ik bellen", when="dinsdag")
    (item,) = await stored(evening)
    assert dict(item.details) == {"when": Typed("dinsdag")}
    await pledge(evening, evening.noor, tekst="ga ik bellen")  # a retry takes nothing away
    assert (await stored(evening))[0].details == item.details


async def test_the_form_to_change_has_all_of_it_and_is_another_form_each_time(evening: Evening) -> None:
    await evening.begin_harvest()
    await pledge(evening, evening.noor, tekst="ga ik bellen", when="dinsdag")
    number = (await stored(evening))[0].id
    listed = (await evening.noor.slash(await evening.plenary, "mijn bijdragen")).response
    assert listed is not None
    shown = await evening.noor.click(listed, custom_id=f"bijdrage:wijzig:{number}")
    first, filled = form(shown)
    assert (filled["tekst"], filled["when"], filled["with"] or "") == ("ga ik bellen", "dinsdag", "")
    await evening.noor.submit_modal(shown, {"tekst": "ga ik mailen", "when": "", "with": "Sem"})
    (item,) = await stored(evening)
    assert (item.text, dict(item.details)) == (Typed("ga ik mailen"), {"with": Typed("Sem")})
    second, filled = form(await evening.noor.click(listed, custom_id=f"bijdrage:wijzig:{number}"))
    assert second != first  # a phone would show what it saw first
    assert filled["tekst"] == "ga ik mailen"


async def test_a_direction_of_the_table_fills_in_the_form(evening: Evening) -> None:
    await evening.begin_tables()
    card = evening.last_panel(await evening.table("Taal"), "richting:")
    place = next(place.id for place in (await evening.venue()).tables() if place.title == "Taal")
    shown = await evening.noor.select(card, ["0"], custom_id=f"richting:{place}")
    custom_id, filled = form(shown)
    assert filled["tekst"] == "laat ik leerlingen eerst overleggen in de taal die ze het best spreken"
    assert custom_id != form(await evening.noor.select(card, ["1"], custom_id=f"richting:{place}"))[0]
    assert custom_id != form(await evening.noor.click(card, label="Morgen …"))[0]
    said = answer(await evening.noor.submit_modal(shown, {"tekst": "laat ik Fatma eerst overleggen"}))
    assert "> Morgen laat ik Fatma eerst overleggen" in said
    free = evening.last_panel(await evening.table("Vrije tafel"), "tafel:hulp")
    assert "richting" not in str(free.components)  # it has no directions


async def test_in_the_plenary_everybody_gets_those_of_their_own_table(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.sem.join_voice(await evening.table("Vrije tafel"))
    await evening.pass_time(minutes=31)
    opening = evening.last_panel(await evening.plenary, "richting:vraag")
    offered = await evening.noor.click(opening, label="Begin met een voorbeeld")
    assert "Kies een voorbeeld" in answer(offered)
    assert offered.response is not None
    assert "laat ik leerlingen eerst overleggen" in str(offered.response.components)
    assert "geen voorbeelden" in answer(await evening.sem.click(opening, label="Begin met een voorbeeld"))


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        ("Loop het schooljaar door en schrijf op wat meedoen kost. Kies één ding.",
         "loop ik het schooljaar door en schrijf op wat meedoen kost"),
        ("Samen eten.", "Samen eten"),
        ("Vraag het!", "vraag ik het!"),
        ("bel ik Fatma. Het duurt maar even.", "bel ik Fatma"),
        ("maken we samen een lijst.", "maken we samen een lijst"),
    ],
)  # fmt: skip
def test_a_direction_becomes_the_rest_of_the_sentence(direction: str, words: str) -> None:
    assert as_pledge(Markup(direction)) == words
