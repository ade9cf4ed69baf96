"""A block of a programme is changed in a form, and its file keeps every other word and note."""

import pytest
import simcord

from bot.features.programmes.editing import SENT
from bot.storage import programmes
from tests.evening import Evening, answer
from tests.planning import form
from tests.safety.doors import Visitor

MINE = """# Van de school
titel: Onze avond   # zo heet hij
soort: eigen
blokken:
  # het begin
  - titel: Begin   # niet te lang
    soort: plenair
    duur: 10 min  # tien
    tekst: |
      Welkom #welkom

      Ga zitten: hier.
    vragen:
      - {na: 2 min, tekst: Wie ben je?}
      - na: 5 min
        tekst: Waar kom je vandaan?
    # einde van het begin

  - {titel: Plat, soort: pauze, duur: 5 min}
  - soort: oogst
    titel: Morgen
    duur: 15 min
# dat was het
"""


@pytest.fixture
async def loaded(evening: Evening) -> Evening:
    """A server with one programme of its own."""
    async with evening.bot.db.transaction() as db:
        await programmes.add(db, evening.guild.id, "avond", MINE, evening.now)
    return evening


async def opened(evening: Evening, block: str = "", name: str = "avond") -> simcord.InteractionResult:
    return await evening.moderator.slash(evening.lobby, "programma wijzig", programma=name, blok=block)


async def change(evening: Evening, block: str, name: str = "avond", **values: str) -> str:
    """Fill in the form of a block and send it; returns the answer."""
    asked = await opened(evening, block, name)
    filled = {key: value or "" for key, value in form(asked)[1].items()} | values
    return answer(await evening.moderator.submit_modal(asked, filled))


async def source(evening: Evening, name: str = "avond") -> str:
    return (await programmes.of_server(evening.bot.db.read, evening.guild.id))[name].source


async def test_only_what_was_changed_is_another(loaded: Evening) -> None:
    said = await change(loaded, "begin", duur="12 min")
    assert "**Begin** is gewijzigd. Dat is versie 2 van `avond`" in said
    assert await source(loaded) == MINE.replace("duur: 10 min  # tien", "duur: '12 min'  # tien")


async def test_text_questions_and_link_come_in_their_places(loaded: Evening) -> None:
    await change(loaded, "begin", tekst="Dag\n\nAllemaal: welkom", vragen="Hoe heet je?\nWie nam je mee?")
    text = await source(loaded)
    assert "    tekst: |\n      Dag\n\n      Allemaal: welkom\n    vragen:\n" in text
    assert (
        "      - na: 2 min\n        tekst: 'Hoe heet je?'\n      - na: 5 min\n        tekst: 'Wie nam je mee?'\n"
        in text
    )
    assert "    # einde van het begin\n\n  - {titel: Plat" in text
    link = "https://www.human.nl/klassen"
    said = await change(loaded, "morgen", titel="Straks", tekst="Het is 'zover'", url=link, vragen="Wie?\nWat?")
    assert "is gewijzigd" in said
    text = await source(loaded)
    assert "  - soort: oogst\n    titel: 'Straks'\n    duur: 15 min\n" in text
    assert "    tekst: 'Het is ''zover'''\n" in text
    assert "    fragment:\n      titel: 'Straks'\n      url: 'https://www.human.nl/klassen'\n" in text
    assert text.rstrip().endswith("# dat was het")
    assert "is gewijzigd" in await change(loaded, "begin", tekst="", vragen="Een\nTwee\nDrie")
    text = await source(loaded)
    assert "tekst: |" not in text
    assert "      - tekst: 'Een'\n      - tekst: 'Twee'\n      - tekst: 'Drie'\n" in text
    shown = answer(await loaded.moderator.slash(loaded.lobby, "programma toon", programma="avond"))
    assert "**Begin** · 10 minuten · 3 vragen" in shown


async def test_a_meetup_runs_on_the_changed_programme(loaded: Evening) -> None:
    await change(loaded, "begin", titel="Hallo", tekst="Van harte")
    await loaded.plan(programma="avond", titel="Dinsdag")
    await loaded.command("meetup start")
    await loaded.pass_time(seconds=10)
    assert "Van harte" in "\n".join(await loaded.posts(await loaded.plenary))


async def test_a_shipped_one_becomes_the_servers_own(loaded: Evening) -> None:
    said = await change(loaded, "welkom", "provinciale-meetup", titel="Welkom in Sneek")
    assert "versie 1 van `provinciale-meetup-eigen`" in said
    assert "titel: 'Welkom in Sneek'" in await source(loaded, "provinciale-meetup-eigen")
    again = await change(loaded, "welkom", "provinciale-meetup", titel="Anders")
    assert "Iemand heeft dit programma intussen gewijzigd" in again
    assert "versie 2" in await change(loaded, "welkom", "provinciale-meetup-eigen", titel="Anders")


async def test_what_is_not_right_is_told_and_given_back(loaded: Evening) -> None:
    said = await change(loaded, "begin", duur="lang", titel="Mooi")
    assert "duur: " in said
    assert "> Mooi" in said
    assert "tussen haakjes op één regel" in await change(loaded, "plat", titel="Rust")
    assert "Er is geen deel “zomaar”" in answer(await opened(loaded, "zomaar"))
    assert await source(loaded) == MINE


async def test_a_stale_form_changes_nothing(loaded: Evening) -> None:
    asked = await opened(loaded, "begin")
    assert "versie 2" in await change(loaded, "morgen", titel="Straks")
    said = answer(await loaded.moderator.submit_modal(asked, {"titel": "Hoi", "duur": "10 min"}))
    assert "Iemand heeft dit programma intussen gewijzigd" in said
    assert "> Hoi" in said
    assert "titel: Begin" in await source(loaded)
    visitor = Visitor(loaded, loaded.noor, loaded.lobby)
    heard = (await visitor.submit(SENT(block=0, version=2, name="avond"), titel="Ha", duur="1 min")).heard
    assert "Dit is voor moderatoren" in heard
    gone = Visitor(loaded, loaded.moderator, loaded.lobby)
    heard = (await gone.submit(SENT(block=0, version=2, name="weg"), titel="Ha", duur="1 min")).heard
    assert "is al verwijderd" in heard
    heard = (await gone.submit(SENT(block=99, version=2, name="avond"), titel="Ha", duur="1 min")).heard
    assert "Iemand heeft dit programma intussen gewijzigd" in heard
