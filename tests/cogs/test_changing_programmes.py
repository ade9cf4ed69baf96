"""A block of a programme is changed in a form, and its file keeps every other word and note."""

import pytest
import simcord

from bot.features.programmes.editing import SENT, TABLE_SENT
from bot.storage import programmes
from tests.evening import Evening, answer
from tests.planning import form
from tests.safety.doors import BUG, Visitor

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


async def test_a_block_between_brackets_is_written_in_lines_of_its_own(loaded: Evening) -> None:
    assert "**Rust** is gewijzigd" in await change(loaded, "plat", titel="Rust")
    assert await source(loaded) == MINE.replace(
        "  - {titel: Plat, soort: pauze, duur: 5 min}", "  - titel: 'Rust'\n    soort: 'pauze'\n    duur: '5 min'"
    )


TABLES = """titel: Tafels
soort: eigen
blokken:
  - {titel: "Samen: nu", soort: plenair, duur: 10 min,
     vragen: [{na: 1 min, tekst: "Wie, wat?"}, {na: 3 min, tekst: "Hoe #zo?"}], tekst: "Een\\n\\nTwee" }   # noot
  - titel: Praten
    soort: break-out
    duur: 20 min
    ruimtes:
      - thema: taal   # uit de kennisbank
      - {titel: Vrij, vragen: [{na: 0 min, tekst: Waarover?}, {na: 9 min, tekst: En nu?}]}
      # de laatste
      - titel: Stil
        vragen: [{na: 0 min, tekst: Wat hoor je?}]
  - titel: Morgen
    soort: oogst
    duur: 15 min
"""


async def change_table(evening: Evening, table: str, block: str = "", **values: str) -> str:
    """Fill in the form of a table and send it; returns the answer."""
    asked = await evening.moderator.slash(
        evening.lobby, "programma wijzig", programma="tafels", blok=block, tafel=table
    )
    if asked.response is not None:
        return answer(asked)
    filled = {key: value or "" for key, value in form(asked)[1].items()} | values
    return answer(await evening.moderator.submit_modal(asked, filled))


async def test_what_a_table_has_is_changed_and_the_others_stay(evening: Evening) -> None:
    async with evening.bot.db.transaction() as db:
        await programmes.add(db, evening.guild.id, "tafels", TABLES, evening.now)
    assert "**Vrij** is gewijzigd" in await change_table(evening, "vrij", vragen="Waarover dan?\nEn nu?")
    expected = TABLES.replace(
        "      - {titel: Vrij, vragen: [{na: 0 min, tekst: Waarover?}, {na: 9 min, tekst: En nu?}]}\n",
        "      - titel: 'Vrij'\n        vragen:\n          - na: 0 min\n            tekst: 'Waarover dan?'\n"
        "          - na: 9 min\n            tekst: 'En nu?'\n",
    )
    assert await source(evening, "tafels") == expected
    said = await change_table(evening, "stil", "praten", tekst="Ssst", richtingen="luister ik\nwacht ik", url="")
    assert "**Stil** is gewijzigd. Dat is versie 3" in said
    text = await source(evening, "tafels")
    assert "      # de laatste\n      - titel: Stil\n" in text
    assert "        tekst: 'Ssst'\n" in text
    assert "        richtingen:\n          - 'luister ik'\n          - 'wacht ik'\n" in text
    assert "is gewijzigd" in await change_table(
        evening, "taal", vragen="Welke taal?", url="https://www.human.nl/klassen"
    )
    text = await source(evening, "tafels")
    assert "      - thema: taal   # uit de kennisbank\n" in text
    assert "          - tekst: 'Welke taal?'\n" in text
    assert "          url: 'https://www.human.nl/klassen'\n" in text
    assert "is gewijzigd" in await change(evening, "samen: nu", "tafels", duur="12 min")
    text = await source(evening, "tafels")
    assert "  - titel: 'Samen: nu'   # noot\n    soort: 'plenair'\n    duur: '12 min'\n    vragen:\n" in text
    assert "      - na: '1 min'\n        tekst: 'Wie, wat?'\n      - na: '3 min'\n        tekst: 'Hoe #zo?'\n" in text
    assert "    tekst: |-\n      Een\n\n      Twee\n" in text


async def test_a_table_that_is_not_there_is_told(evening: Evening) -> None:
    async with evening.bot.db.transaction() as db:
        await programmes.add(db, evening.guild.id, "tafels", TABLES, evening.now)
    assert "Er is geen tafel “zomaar”. Kies een van deze: Taal, Vrij en Stil" in await change_table(evening, "zomaar")
    assert "In dit deel zijn geen tafels" in await change_table(evening, "vrij", "morgen")
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    nowhere = TABLE_SENT(block=1, room=9, version=1, name="tafels")
    heard = (await visitor.submit(nowhere, tekst="", vragen="", richtingen="", url="")).heard
    assert "Iemand heeft dit programma intussen gewijzigd" in heard
    assert await source(evening, "tafels") == TABLES


@pytest.mark.parametrize(
    "blocks",
    [
        "[{titel: Een, soort: plenair, duur: 5 min}, {titel: Twee, soort: oogst, duur: 5 min}]",
        "[\n  {titel: Een, soort: plenair, duur: 5 min},\n  {titel: Twee, soort: oogst, duur: 5 min}]",
    ],
)
async def test_what_cant_be_changed_alone_is_told(evening: Evening, blocks: str) -> None:
    async with evening.bot.db.transaction() as db:
        await programmes.add(
            db, evening.guild.id, "plat", f"titel: Plat\nsoort: eigen\nblokken: {blocks}\n", evening.now
        )
    said = await change(evening, "een", "plat", titel="Anders")
    assert "Dit kan ik hier niet wijzigen zonder meer aan het bestand te veranderen" in said
    assert "> Anders" in said


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
    again = answer(await opened(loaded, "welkom", "provinciale-meetup"))
    assert "Deze server heeft al een eigen “Provinciale meetup”: `provinciale-meetup-eigen`. Wijzig die." in again
    assert "versie 2" in await change(loaded, "welkom", "provinciale-meetup-eigen", titel="Anders")


async def test_what_is_not_right_is_told_and_given_back(loaded: Evening) -> None:
    said = await change(loaded, "begin", duur="lang", titel="Mooi")
    assert "duur: " in said
    assert "> Mooi" in said
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


async def test_a_form_on_one_that_was_removed_and_loaded_anew_changes_nothing(loaded: Evening) -> None:
    asked = await opened(loaded, "begin")
    other = MINE.replace("titel: Begin", "titel: Start")
    async with loaded.bot.db.transaction() as db:
        await programmes.remove(db, loaded.guild.id, "avond")
        await programmes.add(db, loaded.guild.id, "avond", other, loaded.now)
    said = answer(await loaded.moderator.submit_modal(asked, {"titel": "Begin", "duur": "12 min"}))
    assert "Iemand heeft dit programma intussen gewijzigd" in said
    assert await source(loaded) == other


async def test_a_form_of_a_table_that_lacks_fields_is_no_bug(evening: Evening) -> None:
    await evening.moderator.slash(evening.lobby, "programma kopieer", programma="proef", titel="Kopie")
    sent = Visitor(evening, evening.moderator, evening.lobby)
    assert BUG not in (await sent.submit("programma:wijzig:tafel:1:0:1:kopie", tekst="een zin")).heard
