"""A table says that it is ready; the moderators see how all tables are."""

from bot.core.evening.places import PlaceKind
from tests.at_tables import at, finish, forged, press, see_to
from tests.evening import Evening, answer


async def ready_posts(evening: Evening, table: str) -> list[str]:
    return [text for text in await evening.posts(await evening.table(table)) if "🙌" in text]


async def test_tables_are_counted_and_the_moderators_hear_it_once(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.sem.join_voice(await evening.table("Vrije tafel"))
    ready = await at(evening, "Taal", "klaar")
    assert "Deze tafel is klaar" in await finish(evening, evening.noor, "Taal")
    status = await evening.command("ruimtes status")
    assert "1 van 2 tafels klaar" in status
    assert "Nog niet: **Vrije tafel**" in status
    assert "heeft al een volgende vraag" in await forged(evening, evening.noor, ready, await evening.table("Taal"))
    assert "telt al mee" in await forged(evening, evening.noor, ready[:-1] + "4", await evening.table("Taal"))
    assert "Deze tafel is klaar" in await finish(evening, evening.sem, "Vrije tafel")
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert sum("Alle tafels zijn klaar" in text for text in await evening.posts(moderators)) == 1
    assert "praat nog even door" in await press(evening, evening.sem, "Vrije tafel", "nietklaar")
    assert await ready_posts(evening, "Vrije tafel") == []
    assert "telt niet als klaar" in await forged(
        evening, evening.sem, await at(evening, "Vrije tafel", "nietklaar"), await evening.table("Vrije tafel")
    )
    assert "1 van 2 tafels klaar" in await evening.command("ruimtes status")
    await finish(evening, evening.sem, "Vrije tafel")
    assert sum("Alle tafels zijn klaar" in text for text in await evening.posts(moderators)) == 1
    assert len(await ready_posts(evening, "Vrije tafel")) == 1
    assert len(await ready_posts(evening, "Taal")) == 1


async def test_a_table_with_nobody_at_it_is_not_waited_for(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    await finish(evening, evening.noor, "Taal")
    assert "1 van 1 tafels klaar" in await evening.command("ruimtes status")
    assert "Alle tafels zijn klaar" in "".join(await evening.posts(await evening.place(PlaceKind.MODERATORS)))


async def test_nobody_speaks_for_a_table_of_others(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    assert "Alleen wie aan deze tafel zit" in await press(evening, evening.sem, "Taal", "klaar")
    assert "0 van 1" in await evening.command("ruimtes status")
    # Where nobody is in voice the table talks somewhere else, and everybody counts.
    await evening.noor.leave_voice()
    assert "Deze tafel is klaar" in await finish(evening, evening.sem, "Taal")
    assert "1 van 2" in await evening.command("ruimtes status")


async def test_more_time_leaves_a_table_ready(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    await finish(evening, evening.noor, "Taal")
    await evening.command("meetup verleng", minuten=10)
    assert "1 van 1" in await evening.command("ruimtes status")
    await evening.restart()
    assert "1 van 1" in await evening.command("ruimtes status")


async def test_the_status_of_the_tables(evening: Evening) -> None:
    await evening.begin()
    assert "geen tafels open" in await evening.command("ruimtes status")
    await evening.pass_time(minutes=10)
    table = await evening.table("Taal")
    await evening.noor.join_voice(table)
    await press(evening, evening.noor, "Taal", "hulp")
    assert f"- <#{table.id}> 1 mens · 🙋 vraagt hulp" in await evening.command("ruimtes status")
    await see_to(evening, evening.moderator, "ga")
    assert f"<@{evening.moderator.id}> gaat erheen" in await evening.command("ruimtes status")
    refused = answer(await evening.sem.slash(await evening.plenary, "ruimtes status"))
    assert "Dit is voor moderatoren" in refused
