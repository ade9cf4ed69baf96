"""Programmes of a server's own: loaded as a file, shown, copied, planned, removed."""

from pathlib import Path

import pytest
import simcord

from bot.content.reading import LARGEST
from bot.core.programme.models import MeetupKind
from bot.features.programmes import own
from bot.storage import meetups, programmes
from tests.evening import Evening, answer
from tests.safety.doors import Visitor

MINE = """# Van de school, met de hand gemaakt
titel: Onze avond   # zo heet hij
soort: eigen
blokken:
  - titel: Begin
    soort: plenair
    duur: 10 min
    tekst: Welkom allemaal #welkom
    vragen:
      - {na: 2 min, tekst: Wie ben je?}
  - titel: Aan tafel
    soort: break-out
    duur: 20 min
    ruimtes: [{thema: taal}, {thema: armoede}]
  - titel: Morgen
    soort: oogst
    duur: 15 min
"""


async def load(
    evening: Evening, name: str, text: str | bytes, who: simcord.MemberActor | None = None, **options: str
) -> str:
    """Attach a file; returns the answer."""
    raw = text.encode() if isinstance(text, str) else text
    who = who or evening.moderator
    return answer(await who.slash(evening.lobby, "programma laad", bestand=(name, raw), **options))


async def give(evening: Evening, command: str, **options: str) -> simcord.InteractionResult:
    return await evening.moderator.slash(evening.lobby, f"programma {command}", **options)


async def test_a_file_is_kept_offered_and_planned(evening: Evening) -> None:
    said = await load(evening, "Onze Avond.yaml", MINE)
    assert "“Onze avond” is bewaard als `onze-avond`, en duurt 45 minuten" in said
    choices = await evening.moderator.autocomplete(evening.lobby, "meetup plan", "programma", "onze")
    assert [choice["value"] for choice in choices] == ["onze-avond"]
    await evening.plan(programma="onze-avond", titel="Dinsdag")
    meetup = await evening.meetup()
    assert meetup.kind is MeetupKind.OWN
    assert [block.title.raw for block in meetup.programme.blocks] == ["Begin", "Aan tafel", "Morgen"]
    checked = answer(await evening.moderator.slash(evening.lobby, "meetup check", programma="onze-avond"))
    assert "het programma duurt 45 minuten" in checked


async def test_a_newer_version_leaves_what_is_planned_as_it_is(evening: Evening) -> None:
    await load(evening, "avond.yaml", MINE)
    await evening.plan(programma="avond", titel="Dinsdag")
    said = await load(evening, "avond.yaml", MINE.replace("titel: Begin", "titel: Welkom"))
    assert "versie 2 van `avond`" in said
    assert (await evening.meetup()).programme.blocks[0].title == "Begin"
    await evening.plan(programma="onze avond", titel="Woensdag", start="21:30")
    assert (await meetups.newest(evening.bot.db.read, 1))[0].programme.blocks[0].title == "Welkom"


async def test_what_is_wrong_comes_back_with_lines(evening: Evening) -> None:
    wrong = MINE.replace("10 min", "tien mintuen").replace("soort: oogst", "soort: oogsten")
    said = await load(evening, "avond.yaml", wrong)
    assert "Ik kan “avond.yaml” nog niet bewaren: 2 dingen kloppen niet" in said
    assert "avond.yaml, regel 7, blokken 1 → duur" in said
    assert "avond.yaml, regel 16" in said
    assert await programmes.of_server(evening.bot.db.read, evening.guild.id) == {}


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("virus.exe", b"MZ\x90\x00", "is geen programma. Voeg het bestand toe dat eindigt op .yaml"),
        ("avond.docx", b"PK\x03\x04", "is geen programma"),
        ("avond.yaml", b"PK\x03\x04rest", "Word"),
        ("avond.yaml", MINE.encode("utf-16"), "UTF-16"),
        ("avond.yaml", MINE.replace("Welkom", "Één").encode("cp1252"), "UTF-8"),
        ("avond.yaml", b"", "geen"),
        ("avond.yaml", b"x" * (LARGEST + 1), "is te groot voor een programma"),
        ("taal.yaml", (Path("data/themes/taal.yaml")).read_bytes(), "Dit is een thema, geen programma"),
    ],
)
async def test_another_kind_of_file_is_refused(evening: Evening, name: str, raw: bytes, told: str) -> None:
    assert told in await load(evening, name, raw)
    assert await programmes.of_server(evening.bot.db.read, evening.guild.id) == {}


async def test_one_called_as_a_shipped_one_stands_beside_it(evening: Evening) -> None:
    said = await load(evening, "provinciale-meetup.yaml.txt", MINE)
    assert "`provinciale-meetup-eigen`" in said
    assert "versie 2" in await load(evening, "provinciale-meetup.yaml", MINE)
    await evening.plan(programma="provinciale-meetup", titel="Dinsdag")
    assert (await evening.meetup()).programme.title == "Provinciale meetup"


async def test_a_file_that_it_posts_is_asked_for(evening: Evening) -> None:
    said = await load(evening, "avond.yaml", MINE.replace("duur: 15 min", "duur: 15 min\n    bijlage: cijfers.png"))
    assert "📎 Er horen bestanden bij: cijfers.png" in said
    planned = answer(await evening.plan(programma="avond", titel="Dinsdag"))
    assert "Ik heb het bestand “cijfers.png” niet" in planned
    checked = answer(await evening.moderator.slash(evening.lobby, "meetup check", programma="avond"))
    assert "cijfers.png" in checked


async def test_the_list_and_the_run_of_show(evening: Evening) -> None:
    await load(evening, "avond.yaml", MINE)
    said = answer(await give(evening, "lijst"))
    assert said.startswith("**Van deze server**\n- Onze avond · `avond` · versie 1 van <t:")
    assert "**Meegeleverd**\n- De Scholen In" in said
    shown = await give(evening, "toon", programma="onze avond")
    assert "**Onze avond** · 45 minuten" in answer(shown)
    assert "`0:00–0:10` 1. **Begin** · 10 minuten · één vraag" in answer(shown)
    assert "`0:10–0:30` 2. **Aan tafel** · 20 minuten · 2 tafels" in answer(shown)
    assert shown.response is not None
    assert [file.filename for file in shown.response.attachments] == ["avond.yaml"]
    assert "`19:30–19:40` 1. **Begin**" in answer(await give(evening, "toon", programma="avond", start="morgen 19:30"))
    shipped = await give(evening, "toon", programma="provinciale-meetup")
    assert shipped.response is not None
    assert [file.filename for file in shipped.response.attachments] == ["provinciale-meetup.yaml"]
    assert "Er is geen programma “zomaar”" in answer(await give(evening, "toon", programma="zomaar"))


async def test_a_copy_keeps_every_word_but_the_title(evening: Evening) -> None:
    await load(evening, "avond.yaml", MINE)
    assert "`voor-de-ouder-s-1`" in answer(
        await give(evening, "kopieer", programma="avond", titel="Voor de ouder's #1")
    )
    copied = (await programmes.of_server(evening.bot.db.read, evening.guild.id))["voor-de-ouder-s-1"]
    assert copied.source == MINE.replace("titel: Onze avond ", "titel: 'Voor de ouder''s #1' ")
    assert "al een programma “Onze avond”" not in answer(await give(evening, "kopieer", programma="avond", titel="Nog"))
    assert "Er is al een programma “nog”" in answer(await give(evening, "kopieer", programma="avond", titel="nog"))
    assert "Geef de kopie een eigen titel" in answer(await give(evening, "kopieer", programma="avond", titel="\u200b"))
    shipped = answer(await give(evening, "kopieer", programma="de-scholen-in", titel="Onze studiedag"))
    assert "“Onze studiedag” is bewaard als `onze-studiedag`" in shipped


async def test_it_is_removed_after_a_yes_and_handed_over_once_more(evening: Evening) -> None:
    await load(evening, "avond.yaml", MINE)
    await load(evening, "avond.yaml", MINE)
    await evening.plan(programma="avond", titel="Dinsdag")
    asked = await give(evening, "verwijder", programma="avond")
    assert "Zal ik “Onze avond” verwijderen, met alle 2 versies?" in answer(asked)
    assert "dat blijft zo: Dinsdag" in answer(asked)
    assert asked.response is not None
    gone = await evening.moderator.click(asked.response, label="Ja, verwijder het")
    assert gone.response is not None
    assert [file.filename for file in gone.response.attachments] == ["avond.yaml"]
    assert await programmes.of_server(evening.bot.db.read, evening.guild.id) == {}
    assert (await evening.meetup()).programme.title == "Onze avond"
    again = await evening.moderator.click(asked.response, label="Ja, verwijder het")
    assert "is al verwijderd" in answer(again)
    assert "hoort bij mij" in answer(await give(evening, "verwijder", programma="de-scholen-in"))
    assert "Er is geen programma" in answer(await give(evening, "verwijder", programma="avond"))


async def test_what_was_changed_after_the_question_stays(evening: Evening) -> None:
    await load(evening, "avond.yaml", MINE)
    asked = await give(evening, "verwijder", programma="avond")
    assert asked.response is not None
    await evening.pass_time(seconds=1)
    await load(evening, "avond.yaml", MINE.replace("Onze avond", "Onze nieuwe avond"))
    pressed = answer(await evening.moderator.click(asked.response, label="Ja, verwijder het"))
    assert "Iemand heeft dit programma intussen gewijzigd, dus het blijft." in pressed
    assert "avond" in await programmes.of_server(evening.bot.db.read, evening.guild.id)
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    assert "Het is verwijderd" in (await visitor.press("programma:weg:avond")).heard  # a button of before


async def test_of_two_with_one_title_the_names_are_told(evening: Evening) -> None:
    await load(evening, "een.yaml", MINE)
    await load(evening, "twee.yaml", MINE.replace("Onze avond", "Onze Avond"))
    for command, options in (("toon", {}), ("wijzig", {}), ("verwijder", {}), ("kopieer", {"titel": "Nog"})):
        said = answer(await give(evening, command, programma="onze avond", **options))
        assert "Er past meer dan één programma bij “onze avond”. Kies een van deze: een, twee." in said, command
    assert "Kies uit: een, twee, de-scholen-in" in answer(await give(evening, "toon", programma="zomaar"))
    assert "meer dan één" in answer(await give(evening, "toon", programma="de"))


async def test_titles_without_letters_and_the_same_title_twice(evening: Evening) -> None:
    await load(evening, "avond.yaml", MINE)
    assert "`programma`" in answer(await give(evening, "kopieer", programma="avond", titel="🎉"))
    assert "`programma-2`" in answer(await give(evening, "kopieer", programma="avond", titel="🎈"))
    assert "Er is al een programma “🎈”" in answer(await give(evening, "kopieer", programma="avond", titel="🎈"))
    assert "al een programma “onze avond”" in answer(
        await give(evening, "kopieer", programma="avond", titel="onze avond")
    )


async def test_it_is_for_moderators_of_this_server(evening: Evening) -> None:
    assert "Dit is voor moderatoren" in await load(evening, "avond.yaml", MINE, evening.noor)
    async with evening.bot.db.transaction() as db:
        await programmes.add(db, 1, "van-anderen", MINE, evening.now)
    assert await own.meant(evening.bot, evening.guild.id, "van-anderen") is None
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    assert "is al verwijderd" in (await visitor.press("programma:weg:van-anderen")).heard
    assert len(await programmes.of_server(evening.bot.db.read, 1)) == 1


async def test_more_than_fit_in_a_list_are_found_by_typing(evening: Evening) -> None:
    async with evening.bot.db.transaction() as db:
        for number in range(own.MOST):
            text = MINE.replace("Onze avond", f"Avond {number}")
            await programmes.add(db, evening.guild.id, f"avond-{number}", text, evening.now)
    choices = await evening.moderator.autocomplete(evening.lobby, "meetup plan", "programma", "avond 87")
    assert [choice["value"] for choice in choices] == ["avond-87"]
    assert "meer passen er niet" in await load(evening, "nog-een.yaml", MINE)
    assert "versie 2" in await load(evening, "avond-3.yaml", MINE)


async def test_what_a_server_loaded_goes_with_the_server(evening: Evening) -> None:
    from bot.storage import servers

    await load(evening, "avond.yaml", MINE)
    async with evening.bot.db.transaction() as db:
        await servers.erase(db, evening.guild.id)
    assert await programmes.of_server(evening.bot.db.read, evening.guild.id) == {}
