"""Finding what people brought in, over all meetups of the server: by everybody what everybody may read."""

import pytest
import simcord

from bot.features.search.finding import ON_PAGE
from bot.storage import contributions, joins
from tests.at_wall import agree, hide, items, mine
from tests.evening import Evening, answer


async def begin(evening: Evening) -> None:
    """Noor brought in three things; the first may be read with her name, the second without, the third not."""
    await evening.begin_harvest()
    for words in ("bel ik de ouders van Yara", "drink ik koffie met ouders", "vraag ik ouders op de thee"):
        await evening.noor.slash(await evening.plenary, "morgen", tekst=words)
    named, unnamed, kept = await items(evening)
    async with evening.bot.db.transaction() as db:
        for item, choice in ((named, "naam"), (unnamed, "anoniem"), (kept, "niet")):
            await db.run("UPDATE contributions SET wall = :choice WHERE id = :id", choice=choice, id=item.id)


async def look(evening: Evening, words: str, who: simcord.MemberActor | None = None, **filters: str) -> str:
    return answer(await (who or evening.sem).slash(await evening.plenary, "zoek", woorden=words, **filters))


def labels(message: simcord.ResponseMessage | None) -> list[str]:
    assert message is not None
    return [button["label"] for row in message.components for button in row["components"]]


async def test_everybody_finds_what_everybody_may_read(evening: Evening) -> None:
    await begin(evening)
    result = await evening.sem.slash(await evening.plenary, "zoek", woorden="OUDER")
    said = answer(result)
    assert "**“OUDER”**" in said
    assert "2 gevonden." in said
    assert "Morgen bel ik de ouders van Yara" in said
    assert "Noor" in said  # beside the first only
    assert said.count("Noor") == 1
    assert "thee" not in said
    assert "Lelystad" in said
    assert result.response is not None
    assert result.response.flags.ephemeral
    assert "thee" in answer(await evening.moderator.slash(await evening.plenary, "oogst zoek", woorden="thee"))


async def test_moderators_find_everything_and_see_what_may_be_shown(evening: Evening) -> None:
    await begin(evening)
    first, *_others = await items(evening)
    await hide(evening, first.id, "noemt een kind")
    said = answer(await evening.moderator.slash(await evening.plenary, "oogst zoek", woorden="ouders"))
    assert "3 gevonden." in said
    assert said.count("Noor") == 3
    for mark in ("met naam", "zonder naam", "liever niet", "verborgen: noemt een kind"):
        assert mark in said
    assert "Yara" not in await look(evening, "ouders")
    refused = answer(await evening.sem.slash(await evening.plenary, "oogst zoek", woorden="ouders"))
    assert "Dit is voor moderatoren" in refused


async def test_words_of_a_programme_without_names_are_found_once_a_moderator_showed_them(evening: Evening) -> None:
    await begin(evening)
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    assert "Niets gevonden" in await look(evening, "ouders")
    said = answer(await evening.moderator.slash(await evening.plenary, "oogst zoek", woorden="ouders"))
    assert "3 gevonden." in said


async def test_a_withdrawn_text_is_gone_from_a_search_that_stands_open(evening: Evening) -> None:
    await begin(evening)
    assert "Yara" in await look(evening, "Yara")
    first, *_others = await items(evening)
    async with evening.bot.db.transaction() as db:
        await contributions.withdraw(db, first.id)
    assert "Niets gevonden" in await look(evening, "Yara")


async def test_a_search_is_narrowed_and_a_wrong_filter_is_told(evening: Evening) -> None:
    await begin(evening)
    await evening.noor.slash(await evening.plenary, "werkt", tekst="ouders in de klas")
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE contributions SET wall = 'naam'")
        await db.run("UPDATE meetups SET province = 'Flevoland'")
    said = await look(evening, "ouders", soort="#Werkt")
    assert "Eén gevonden." in said
    assert "#werkt" in said
    assert "3 gevonden." in await look(evening, "ouders", soort="morgen", provincie="flevoland")
    assert "Niets gevonden. Probeer een ander woord, of zoek zonder filter." in await look(
        evening, "ouders", provincie="Zeeland", thema="taal"
    )
    assert "Kies een van deze: #morgen" in await look(evening, "ouders", soort="recept")
    assert "Kies een van deze:" in await look(evening, "ouders", thema="voetbal")
    assert "Bedoel je Drenthe?" in await look(evening, "ouders", provincie="Drente")
    assert "2026-2027" in await look(evening, "ouders", seizoen="vorig jaar")


@pytest.mark.parametrize("words", ['"', "*", "-", "😀🎉", "…"])
async def test_a_search_without_words_says_what_to_do(evening: Evening, words: str) -> None:
    assert "Zoek op een woord" in answer(await evening.sem.slash(evening.lobby, "zoek", woorden=words))


@pytest.mark.parametrize("words", ["AND", 'a" OR', "NEAR(x y)", "x" * 300, "woord " * 50, "**vet** @everyone", "пёс"])
async def test_whatever_people_type_is_answered(evening: Evening, words: str) -> None:
    assert "Niets gevonden" in answer(await evening.sem.slash(evening.lobby, "zoek", woorden=words))


async def test_the_pages_are_turned_by_whoever_searched(evening: Evening) -> None:
    await evening.begin_harvest()
    for n in range(ON_PAGE * 2 + 1):
        await evening.noor.slash(await evening.plenary, "morgen", tekst=f"lees ik boek {n}")
    await agree(evening)
    result = await evening.sem.slash(await evening.plenary, "zoek", woorden="boek")
    assert "9 gevonden." in answer(result)
    assert "▶" in labels(result.response)
    assert "◀" not in labels(result.response)
    assert result.response is not None
    second = await evening.sem.click(result.response, label="▶")
    assert "**5.**" in answer(second) or "**5.**" in str(second.response and second.response.content)
    await evening.restart()
    assert "Zoek nog een keer" in answer(await evening.sem.click(result.response, label="▶"))


async def test_a_plan_of_a_meetup_that_is_over_is_joined_by_who_finds_it(evening: Evening) -> None:
    await begin(evening)
    await evening.command("meetup stop")
    await evening.pass_time(hours=30)
    result = await evening.sem.slash(evening.lobby, "zoek", woorden="Yara")
    assert labels(result.response) == ["Ik doe mee · 1", "Vraag het aan de schrijver · 1"]
    assert result.response is not None
    joined = await evening.sem.click(result.response, label="Ik doe mee · 1")
    assert "Jij doet mee" in answer(joined)
    first, *_others = await items(evening)
    assert len((await joins.of_contributions(evening.bot.db.read, [first.id]))[first.id]) == 1
    listed = await mine(evening, evening.sem)
    assert "ouders van Yara" in answer(await evening.sem.click(listed, label="Waar ik aan meedoe"))
    await hide(evening, first.id)
    shown = answer(await evening.sem.click(listed, label="Waar ik aan meedoe"))
    assert "Yara" not in shown
    assert "staan nu niet open voor anderen" in shown
    assert labels((await evening.noor.slash(evening.lobby, "zoek", woorden="Yara")).response) == []


async def test_what_is_kept_back_meanwhile_is_not_joined(evening: Evening) -> None:
    await begin(evening)
    result = await evening.sem.slash(await evening.plenary, "zoek", woorden="Yara")
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE contributions SET wall = 'niet'")
    assert result.response is not None
    assert "niet gedeeld" in answer(await evening.sem.click(result.response, label="Ik doe mee · 1"))


async def test_the_filters_are_offered_while_typing(evening: Evening) -> None:
    await begin(evening)
    for option, typed, expected in (
        ("soort", "wer", "werkt"),
        ("thema", "ta", "taal"),
        ("provincie", "fries", "Fryslân"),
        ("seizoen", "20", "2025-2026"),
    ):
        offered = await evening.sem.autocomplete(await evening.plenary, "zoek", option, typed)
        assert expected in [choice["value"] for choice in offered]
