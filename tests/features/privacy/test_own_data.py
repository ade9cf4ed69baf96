"""`/mijn gegevens`: everything that is kept of a person, for that person alone."""

from tests.contributing import texts
from tests.evening import Evening, answer
from tests.keeping import SECRET, a_full_evening


async def test_the_file_has_everything_and_only_the_asker_sees_it(evening: Evening) -> None:
    message = await a_full_evening(evening)
    result = await evening.noor.slash(await evening.plenary, "mijn gegevens")
    assert result.response is not None
    assert result.response.flags.ephemeral
    summary = result.response.content
    for part in ("3 bijdragen", "2 spraakkanalen", "jouw taal: Nederlands", "Proefavond"):
        assert part in summary
    (file,) = result.response.attachments
    assert file.filename == "mijn-gegevens.md"
    content = (await file.read()).decode("utf-8")
    for part in (SECRET, "samen koken", "tijd", "als Noor", "aan de tafel Taal", "jouw taal: Nederlands", "Taal"):
        assert part in content, part
    assert f"/{message.channel.id}/{message.id}" in content
    assert "laatste bewerking die ik verwerkte" in content
    assert "fietsen" not in content
    assert "Sem" not in content


async def test_a_moderator_sees_what_they_did(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup pauze")
    result = await evening.moderator.slash(evening.lobby, "mijn gegevens")
    assert "2 opdrachten" in answer(result)
    assert result.response is not None
    content = (await result.response.attachments[0].read()).decode("utf-8")
    for part in ("Jij hebt deze meetup gepland.", "de meetup gestart, als Moderator", "gepauzeerd, als Moderator"):
        assert part in content


async def test_of_whom_nothing_is_kept_that_is_said_also_in_a_direct_message(evening: Evening) -> None:
    await evening.begin_harvest()
    for command in ("mijn gegevens", "mijn wissen"):
        assert answer(await evening.noor.user.slash(command)) == "Ik bewaar niets van jou."
    await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    assert "1 bijdrage" in answer(await evening.noor.user.slash("mijn gegevens"))
    asked = await evening.noor.user.slash("mijn wissen")
    assert asked.response is not None
    assert "Gewist" in answer(await evening.noor.user.click(asked.response, label="Wis alles"))
    assert await texts(evening) == []


async def test_hostile_words_are_harmless_in_the_summary_and_the_file(evening: Evening) -> None:
    await evening.plan(titel="<@123456789012345678> **vet** @everyone")
    await evening.command("meetup start")
    await evening.noor.slash(await evening.plenary, "idee", tekst="[klik](https://x.nl) <script>\n# kop\n\n- punt")
    result = await evening.noor.slash(await evening.plenary, "mijn gegevens")
    assert result.response is not None
    assert "@everyone" not in result.response.content.replace("@\u200beveryone", "")
    assert "<@123456789012345678>" not in result.response.content
    content = (await result.response.attachments[0].read()).decode("utf-8")
    assert "[klik](" not in content
    assert "<script>" not in content
    assert "> # kop" not in content
    assert "> \\# kop" in content
