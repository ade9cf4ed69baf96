"""What is read out at a table: the introduction and the case, on its card with the question they come with."""

from tests.at_tables import press
from tests.evening import Evening


async def card(evening: Evening) -> str:
    found = [message for message in (await evening.table("Taal")).history() if message.components]
    assert len(found) == 1
    return str(found[0].content)


async def test_the_introduction_and_the_case_stand_on_the_card_one_after_the_other(evening: Evening) -> None:
    await evening.begin_tables()
    first = await card(evening)
    assert "Eerst even kennismaken" in first
    assert first.index("leer ons een woord") < first.index("Vraag 1 van 4")
    assert "Iemand leest dit voor" not in first
    await evening.pass_time(minutes=5)
    second = await card(evening)
    assert "Eerst even kennismaken" not in second
    assert second.index("Iemand leest dit voor") < second.index("Vraag 2 van 4")
    await evening.pass_time(minutes=5)
    assert "Iemand leest dit voor" not in await card(evening)
    assert len(await evening.posts(await evening.table("Taal"))) == 2  # the opening and the card
    await evening.pass_time(minutes=5)
    assert "Maak de zin af: Morgen" in await card(evening)
    await evening.pass_time(minutes=5)
    shown = await evening.posts(await evening.table("Taal"))
    assert any(text.startswith("🧭 **Om mee te nemen. Morgen …**\n- laat ik leerlingen") for text in shown)


async def test_a_table_of_its_own_reads_nothing_out(evening: Evening) -> None:
    await evening.begin_tables()
    shown = " ".join(await evening.posts(await evening.table("Vrije tafel")))
    assert "kennismaken" not in shown


async def test_who_comes_late_reads_what_was_read_out_before(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=10)
    shown = await press(evening, evening.sem, "Taal", "opnieuw")
    assert shown.index("Eerst even kennismaken") < shown.index("Iemand leest dit voor") < shown.index("Vraag 3 van 4")
