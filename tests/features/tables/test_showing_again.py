"""Somebody looks at all that their table was given so far; the card shows the current question only."""

from tests.at_tables import press
from tests.evening import Evening


async def test_what_was_asked_is_shown_and_nothing_that_is_to_come(evening: Evening) -> None:
    await evening.begin_tables()
    before = await evening.everything_posted()
    shown = await press(evening, evening.noor, "Taal", "opnieuw")
    assert "🎬" in shown
    assert "Vraag 1 van 4" in shown
    assert "Vraag 2 van 4" not in shown
    assert "Vraag 1 van 4" in await press(evening, evening.sem, "Taal", "opnieuw")
    assert await evening.everything_posted() == before  # it is nobody else's
    await evening.pass_time(minutes=12)
    shown = await press(evening, evening.sem, "Taal", "opnieuw")
    assert "Vraag 1 van 4" in shown
    assert "Vraag 2 van 4" in shown


async def test_a_table_where_nothing_was_asked_is_told_so(evening: Evening) -> None:
    path = evening.bot.settings.harvest_dir.parent / "later.yaml"
    path.write_text(
        "titel: Later\nsoort: meetup\nblokken:\n  - titel: Aan tafel\n    soort: break-out\n    duur: 10 min\n"
        "    ruimtes:\n      - {titel: Taal, vragen: [{na: 5 min, tekst: Wat zag je?}]}\n",
        "utf-8",
    )
    evening.bot.library._extra["later"] = path
    await evening.plan(programma="later")
    await evening.command("meetup start")
    assert "De eerste vraag komt vanzelf" in await press(evening, evening.noor, "Taal", "opnieuw")


async def test_the_buttons_stand_in_rows_that_fit_a_phone(evening: Evening) -> None:
    await evening.begin_tables()
    panel = evening.last_panel(await evening.table("Taal"), "tafel:hulp")
    rows = [[getattr(item, "label", "") or item.placeholder for item in row.children] for row in panel.components]  # type: ignore[union-attr]
    assert rows == [
        ["Ik ben klaar", "Praatstokje"],
        ["Eerdere vragen", "Vraag hulp"],
        ["Morgen …", "Ik heb nodig …", "Mijn bijdragen", "Wat bewaar je van mij?"],
        ["Begin met een voorbeeld: morgen …"],
    ]
